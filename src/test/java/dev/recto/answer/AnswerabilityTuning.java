package dev.recto.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recto.catalog.VectorCache;
import dev.recto.document.Caller;
import dev.recto.embed.Embedder;
import dev.recto.embed.LocalEmbedder;
import dev.recto.index.LuceneIndex;
import dev.recto.index.PassageIndex;
import dev.recto.index.VectorField;
import dev.recto.retrieve.Evidence;
import dev.recto.retrieve.Question;
import dev.recto.retrieve.Retriever;
import dev.recto.retrieve.ScoredPassage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fits the weights of {@link Answerability}: {@code AnswerabilityTuning WORK_FOLDER EVAL_FOLDER}.
 *
 * <p>Answerable: the questions of a SQuAD file over all its paragraphs. Unanswerable: the same questions when every paragraph of their own
 * article is taken out of the evidence, so that the nearest of the others stand there. Fitted on xquad.en and DRCD_dev; checked on
 * xquad.zh, cmrc2018_trial, the RGB questions over their own passages, and RAGEval.
 */
public final class AnswerabilityTuning {
    private static final int MOST_QUESTIONS = 700;
    private static final int DEEP = 60;
    private static final int STEPS = 6_000;
    private static final double RATE = 0.5;

    private final Embedder embedder;
    private final VectorCache vectors;
    private final Path work;
    private final Answerability signals = new Answerability(Answerability.Weights.DEFAULT, 0);

    private AnswerabilityTuning(Embedder embedder, VectorCache vectors, Path work) {
        this.embedder = embedder;
        this.vectors = vectors;
        this.work = work;
    }

    /** One question over one choice of evidence, and whether that evidence answers it. */
    record Case(double[] features, boolean answerable) {}

    public static void main(String[] args) throws Exception {
        Path work = Files.createDirectories(Path.of(args[0]));
        Path eval = Path.of(args[1]);
        try (Embedder embedder = new LocalEmbedder(work.resolve("cache"), 0);
                VectorCache vectors = VectorCache.open(work.resolve("vectors.db"))) {
            var tuning = new AnswerabilityTuning(embedder, vectors, work);
            List<Case> english = tuning.squad(eval.resolve("answers/xquad.en.json"));
            List<Case> traditional = tuning.squad(eval.resolve("answers/DRCD_dev.json"));
            var training = new ArrayList<>(english);
            training.addAll(traditional);
            double[] weights = fit(training);
            System.out.println("bias and weights: " + Arrays.toString(weights));
            var checked = new LinkedHashMap<String, List<Case>>();
            checked.put("xquad.en (fitted)", english);
            checked.put("DRCD_dev (fitted)", traditional);
            checked.put("xquad.zh", tuning.squad(eval.resolve("answers/xquad.zh.json")));
            checked.put("cmrc2018_trial", tuning.squad(eval.resolve("answers/cmrc2018_trial.json")));
            checked.put("RGB zh", tuning.rgb(eval.resolve("abstention/rgb_zh_int.jsonl")));
            checked.put("RAGEval en", tuning.rageval(eval.resolve("answers"), "en"));
            checked.put("RAGEval zh", tuning.rageval(eval.resolve("answers"), "zh"));
            System.out.println("fitted now:");
            checked.forEach((name, cases) -> report(name, cases, weights));
            System.out.println("as built in:");
            checked.forEach((name, cases) -> report(name, cases, Answerability.Weights.DEFAULT.asArray()));
        }
    }

    private List<Case> squad(Path file) throws IOException, InterruptedException {
        Path folder = work.resolve("answerable-" + file.getFileName());
        LuceneIndex index = open(folder);
        var questions = new ArrayList<Map.Entry<String, Integer>>();
        int number = 0;
        int articleNumber = 0;
        for (JsonNode article : new ObjectMapper().readTree(file.toFile()).path("data")) {
            for (JsonNode paragraph : article.path("paragraphs")) {
                QuoteTuning.index(
                        index,
                        "%04d%06d".formatted(articleNumber, number++),
                        paragraph.path("context").asText(),
                        embedder,
                        vectors);
                for (JsonNode question : paragraph.path("qas")) {
                    questions.add(Map.entry(question.path("question").asText(), articleNumber));
                }
            }
            articleNumber++;
        }
        index.commit(1);
        var cases = new ArrayList<Case>();
        var snapshot = index.snapshot();
        int step = Math.max(1, questions.size() / MOST_QUESTIONS);
        for (int i = 0; i < questions.size(); i += step) {
            if (questions.get(i).getKey().isBlank()) {
                continue;
            }
            String own = "d_%04d".formatted(questions.get(i).getValue());
            Evidence evidence = evidence(questions.get(i).getKey(), snapshot);
            cases.add(of(questions.get(i).getKey(), evidence, evidence.passages(), snapshot, true));
            List<ScoredPassage> others = evidence.passages().stream()
                    .filter(p -> !p.found().document().id().value().startsWith(own))
                    .toList();
            cases.add(of(questions.get(i).getKey(), evidence, others, snapshot, false));
        }
        return cases;
    }

    private List<Case> rgb(Path file) throws IOException, InterruptedException {
        var cases = new ArrayList<Case>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            JsonNode row = new ObjectMapper().readTree(line);
            Set<String> positive = texts(row.path("positive"));
            Set<String> negative = texts(row.path("negative"));
            for (boolean answerable : new boolean[] {true, false}) {
                LuceneIndex index = open(work.resolve("rgb-" + number + answerable));
                int passage = 0;
                var all = new HashSet<>(negative);
                if (answerable) {
                    all.addAll(positive);
                }
                for (String text : all) {
                    QuoteTuning.index(index, "%08d".formatted(passage++), text, embedder, vectors);
                }
                index.commit(1);
                var snapshot = index.snapshot();
                Evidence evidence = evidence(row.path("query").asText(), snapshot);
                cases.add(of(row.path("query").asText(), evidence, evidence.passages(), snapshot, answerable));
                snapshot.close();
                index.close();
            }
            number++;
        }
        return cases;
    }

    private static Set<String> texts(JsonNode node) {
        var texts = new HashSet<String>();
        if (node.isTextual() && !node.asText().isBlank()) {
            texts.add(node.asText());
        }
        node.forEach(child -> texts.addAll(texts(child)));
        return texts;
    }

    private List<Case> rageval(Path folder, String language) throws IOException, InterruptedException {
        LuceneIndex index = open(work.resolve("rageval-" + language));
        int number = 0;
        for (String line : Files.readAllLines(folder.resolve("rageval_docs.jsonl"))) {
            JsonNode row = new ObjectMapper().readTree(line);
            if (row.path("_id").asText().contains("-" + language + "-")) {
                QuoteTuning.index(
                        index, "%08d".formatted(number++), row.path("text").asText(), embedder, vectors);
            }
        }
        index.commit(1);
        var cases = new ArrayList<Case>();
        var snapshot = index.snapshot();
        int seen = 0;
        for (String line : Files.readAllLines(folder.resolve("rageval_qa.jsonl"))) {
            JsonNode row = new ObjectMapper().readTree(line);
            boolean unanswerable = row.path("unanswerable").asBoolean();
            if (!row.path("lang").asText().equals(language) || (!unanswerable && seen++ % 5 != 0)) {
                continue;
            }
            Evidence evidence = evidence(row.path("question").asText(), snapshot);
            cases.add(of(row.path("question").asText(), evidence, evidence.passages(), snapshot, !unanswerable));
        }
        return cases;
    }

    private LuceneIndex open(Path folder) {
        return LuceneIndex.open(
                folder,
                embedder.models().stream()
                        .map(m -> new VectorField(m.id(), m.dimensions()))
                        .toList());
    }

    private Evidence evidence(String text, PassageIndex.Snapshot snapshot) throws InterruptedException {
        return new Retriever(embedder).retrieve(Caller.owner(), new Question(text, Map.of(), DEEP), snapshot);
    }

    private Case of(
            String question,
            Evidence found,
            List<ScoredPassage> passages,
            PassageIndex.Snapshot snapshot,
            boolean answerable) {
        var evidence = new Evidence(passages.stream().limit(10).toList(), found.question(), found.weights(), 0, 0);
        var task = new AnswerTask(Question.of(question), evidence, snapshot);
        return new Case(signals.signals(task).asArray(), answerable);
    }

    /** Fits a logistic function by gradient descent; both classes count the same. */
    private static double[] fit(List<Case> cases) {
        int size = cases.getFirst().features.length;
        double[] weights = new double[size + 1];
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = new double[size + 1];
            for (Case one : cases) {
                double error = (one.answerable ? 1 : 0) - confidence(weights, one.features);
                gradient[0] += error;
                for (int i = 0; i < size; i++) {
                    gradient[i + 1] += error * one.features[i];
                }
            }
            for (int i = 0; i <= size; i++) {
                weights[i] += RATE * gradient[i] / cases.size();
            }
        }
        return weights;
    }

    private static double confidence(double[] weights, double[] features) {
        double z = weights[0];
        for (int i = 0; i < features.length; i++) {
            z += weights[i + 1] * features[i];
        }
        return 1 / (1 + Math.exp(-z));
    }

    private static void report(String name, List<Case> cases, double[] weights) {
        System.out.printf("%-20s", name);
        for (double least : new double[] {0.3, 0.4, 0.5, 0.6, 0.7}) {
            long answered = cases.stream()
                    .filter(c -> c.answerable && confidence(weights, c.features) >= least)
                    .count();
            long refused = cases.stream()
                    .filter(c -> !c.answerable && confidence(weights, c.features) < least)
                    .count();
            long answerable = cases.stream().filter(Case::answerable).count();
            System.out.printf(
                    "  %.1f: answered %.3f refused %.3f",
                    least, (double) answered / answerable, (double) refused / (cases.size() - answerable));
        }
        System.out.printf("  AUC %.3f%n", auc(cases, weights));
    }

    private static double auc(List<Case> cases, double[] weights) {
        double wins = 0;
        double pairs = 0;
        for (Case yes : cases) {
            for (Case no : cases) {
                if (yes.answerable && !no.answerable) {
                    int order = Double.compare(confidence(weights, yes.features), confidence(weights, no.features));
                    wins += order > 0 ? 1 : order == 0 ? 0.5 : 0;
                    pairs++;
                }
            }
        }
        return wins / pairs;
    }
}
