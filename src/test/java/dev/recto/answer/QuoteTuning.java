package dev.recto.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recto.catalog.CachedVector;
import dev.recto.catalog.VectorCache;
import dev.recto.document.Block;
import dev.recto.document.BlockKind;
import dev.recto.document.Caller;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentFacts;
import dev.recto.document.DocumentId;
import dev.recto.document.Part;
import dev.recto.document.PartKind;
import dev.recto.document.Passage;
import dev.recto.document.PassageId;
import dev.recto.document.SourceDocument;
import dev.recto.document.TextRange;
import dev.recto.embed.Embedder;
import dev.recto.embed.Embedding;
import dev.recto.embed.EmbeddingInput;
import dev.recto.embed.LocalEmbedder;
import dev.recto.index.LuceneIndex;
import dev.recto.index.PassageEntry;
import dev.recto.index.PassageVector;
import dev.recto.index.VectorField;
import dev.recto.read.PassageSplitter;
import dev.recto.retrieve.Evidence;
import dev.recto.retrieve.Question;
import dev.recto.retrieve.Retriever;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Measures whether the gold answer stands in the first quoted sentence (and in any of the three), and fits the weights of
 * {@link QuotingModel}: {@code QuoteTuning WORK_FOLDER SQUAD_JSON…} prints figures for each file; with {@code --fit} it tries random
 * weights on the first half of each file's questions and prints what the best of them does on the second.
 */
public final class QuoteTuning {
    private static final int MOST_QUESTIONS = 1200;

    private QuoteTuning() {}

    record Asked(String text, List<String> answers, AnswerTask task) {}

    public static void main(String[] args) throws Exception {
        Path work = Files.createDirectories(Path.of(args[0]));
        boolean fit = args[1].equals("--fit");
        var sets = new ArrayList<List<Asked>>();
        try (Embedder embedder = new LocalEmbedder(work.resolve("cache"), 0);
                VectorCache vectors = VectorCache.open(work.resolve("vectors.db"))) {
            for (int i = fit ? 2 : 1; i < args.length; i++) {
                Path file = Path.of(args[i]);
                List<Asked> asked = ask(file, work.resolve("index-" + file.getFileName()), embedder, vectors);
                sets.add(asked);
                print(file.getFileName().toString(), QuotingModel.Weights.DEFAULT, asked);
            }
            if (fit) {
                fit(sets, args);
            }
        }
    }

    private static void fit(List<List<Asked>> sets, String[] args) throws InterruptedException {
        var random = RandomGenerator.of("L64X128MixRandom");
        QuotingModel.Weights best = QuotingModel.Weights.DEFAULT;
        double bestShare = mean(sets, best, 0);
        for (int i = 0; i < 250; i++) {
            QuotingModel.Weights tried = i < 100 ? random(random) : near(best, random);
            double share = mean(sets, tried, 0);
            if (share > bestShare) {
                bestShare = share;
                best = tried;
                System.err.printf("%.4f %s%n", share, best);
            }
        }
        System.out.printf(
                "fitted on even questions %.4f, on odd ones %.4f: %s%n", bestShare, mean(sets, best, 1), best);
        for (int i = 0; i < sets.size(); i++) {
            print(args[i + 2], best, sets.get(i));
        }
    }

    private static QuotingModel.Weights random(RandomGenerator random) {
        return new QuotingModel.Weights(
                random.nextDouble(0.8),
                random.nextDouble(1.2),
                random.nextDouble(1.5),
                random.nextDouble(0.6),
                random.nextDouble(0.3));
    }

    private static QuotingModel.Weights near(QuotingModel.Weights w, RandomGenerator random) {
        return new QuotingModel.Weights(
                w.passage() * random.nextDouble(0.7, 1.4),
                w.words() * random.nextDouble(0.7, 1.4),
                w.meaning() * random.nextDouble(0.7, 1.4),
                w.neighbour() * random.nextDouble(0.7, 1.4),
                w.wrongKind() * random.nextDouble(0.7, 1.4));
    }

    private static double mean(List<List<Asked>> sets, QuotingModel.Weights weights, int parity)
            throws InterruptedException {
        double sum = 0;
        for (List<Asked> set : sets) {
            int hits = 0;
            int asked = 0;
            for (int i = parity; i < set.size(); i += 2) {
                asked++;
                hits += hit(set.get(i), weights) == 1 ? 1 : 0;
            }
            sum += (double) hits / asked;
        }
        return sum / sets.size();
    }

    private static void print(String name, QuotingModel.Weights weights, List<Asked> asked)
            throws InterruptedException {
        int first = 0;
        int any = 0;
        int evidence = 0;
        for (Asked one : asked) {
            int hit = hit(one, weights);
            first += hit == 1 ? 1 : 0;
            any += hit > 0 ? 1 : 0;
            String top = one.task.evidence().passages().isEmpty()
                    ? ""
                    : normal(one.task
                            .evidence()
                            .passages()
                            .getFirst()
                            .found()
                            .passage()
                            .text());
            evidence += one.answers.stream().anyMatch(answer -> top.contains(normal(answer))) ? 1 : 0;
        }
        System.out.printf(
                "%s: %d questions, first sentence %.3f, any of three %.3f, first passage holds it %.3f%n",
                name,
                asked.size(),
                (double) first / asked.size(),
                (double) any / asked.size(),
                (double) evidence / asked.size());
    }

    /** Returns 1 where the first sentence holds the answer, 2 where a later one does, 0 otherwise. */
    private static int hit(Asked asked, QuotingModel.Weights weights) throws InterruptedException {
        var said = new ArrayList<String>();
        new QuotingModel(weights).answer(asked.task, sentence -> said.add(normal(sentence.text())));
        for (int i = 0; i < said.size(); i++) {
            String sentence = said.get(i);
            if (asked.answers.stream().anyMatch(answer -> sentence.contains(normal(answer)))) {
                return i == 0 ? 1 : 2;
            }
        }
        return 0;
    }

    static String normal(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\p{P}\\p{S}\\s]+", "");
    }

    private static List<Asked> ask(Path file, Path folder, Embedder embedder, VectorCache vectors)
            throws IOException, InterruptedException {
        JsonNode articles = new ObjectMapper().readTree(file.toFile()).path("data");
        var fields = embedder.models().stream()
                .map(m -> new VectorField(m.id(), m.dimensions()))
                .toList();
        var asked = new ArrayList<Asked>();
        var questions = new ArrayList<JsonNode>();
        LuceneIndex index = LuceneIndex.open(folder, fields);
        int number = 0;
        for (JsonNode article : articles) {
            for (JsonNode paragraph : article.path("paragraphs")) {
                index(
                        index,
                        "%08d".formatted(number++),
                        paragraph.path("context").asText(),
                        embedder,
                        vectors);
                paragraph.path("qas").forEach(questions::add);
            }
        }
        index.commit(1);
        var snapshot = index.snapshot(); // held until this command ends
        var retriever = new Retriever(embedder);
        int step = Math.max(1, questions.size() / MOST_QUESTIONS);
        for (int i = 0; i < questions.size(); i += step) {
            String text = questions.get(i).path("question").asText();
            var answers = new ArrayList<String>();
            questions
                    .get(i)
                    .path("answers")
                    .forEach(answer -> answers.add(answer.path("text").asText()));
            if (text.isBlank()) {
                continue;
            }
            Question question = Question.of(text);
            Evidence evidence = retriever.retrieve(Caller.owner(), question, snapshot);
            asked.add(new Asked(text, answers, new AnswerTask(question, evidence, snapshot)));
        }
        return asked;
    }

    static void index(LuceneIndex index, String id, String text, Embedder embedder, VectorCache vectors)
            throws InterruptedException {
        Part part =
                Part.flowing(1, PartKind.BODY, null, text, List.of(Block.of(BlockKind.PARAGRAPH, 0, text.length())));
        var document = new SourceDocument("text/plain", null, Map.of(), List.of(part));
        var entries = new ArrayList<PassageEntry>();
        for (Passage passage : new PassageSplitter().split(document)) {
            var list = new ArrayList<PassageVector>();
            for (String model : embedder.modelsFor(passage.text())) {
                list.add(vector(model, passage, embedder, vectors));
            }
            entries.add(
                    new PassageEntry(new PassageId("p_" + id + "x" + passage.number()), passage, PartKind.BODY, list));
        }
        var facts = new DocumentFacts(
                new DocumentId("d_" + id), id, null, Set.of(Caller.EVERYONE), Map.of(), ContentHash.of(text));
        index.replace(facts, entries);
    }

    private static PassageVector vector(String model, Passage passage, Embedder embedder, VectorCache vectors)
            throws InterruptedException {
        int from = passage.span().range().start();
        List<TextRange> sentences = passage.sentences().stream()
                .map(s -> new TextRange(s.start() - from, s.end() - from))
                .toList();
        ContentHash key = ContentHash.of(passage.text());
        CachedVector cached = vectors.get(model, List.of(key)).get(key);
        if (cached == null) {
            Embedding made = embedder.embed(model, List.of(new EmbeddingInput("", passage.text(), sentences)))
                    .getFirst();
            cached = new CachedVector(made.vector(), made.sentences());
            vectors.put(model, Map.of(key, cached));
        }
        return new PassageVector(model, cached.vector(), cached.sentences());
    }
}
