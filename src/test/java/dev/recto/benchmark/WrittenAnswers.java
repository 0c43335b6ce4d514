package dev.recto.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.Application;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.AnswerModel;
import dev.recto.answer.AnswerTask;
import dev.recto.answer.DraftSentence;
import dev.recto.answer.Grounding;
import dev.recto.answer.ModelReport;
import dev.recto.answer.chat.ChatAnswerModel;
import dev.recto.answer.chat.ChatClient;
import dev.recto.answer.chat.Prompts;
import dev.recto.answer.chat.Spending;
import dev.recto.answer.grounding.Verdict;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.Home;
import dev.recto.config.AnswerConfig.Unsupported;
import dev.recto.config.RectoConfig;
import dev.recto.config.UsageConfig;
import dev.recto.document.Caller;
import dev.recto.index.FoundPassage;
import dev.recto.index.PassageIndex;
import dev.recto.index.TextAnalysis;
import dev.recto.ingest.HeldGeneration;
import dev.recto.ingest.IngestListener;
import dev.recto.ingest.IngestRequest;
import dev.recto.retrieve.Evidence;
import dev.recto.retrieve.Question;
import dev.recto.retrieve.Ranking;
import dev.recto.retrieve.Retriever;
import dev.recto.retrieve.ScoredPassage;
import dev.recto.serve.ChatModelProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Asks a real chat model (SmolLM2-135M behind llama.cpp's server) questions of SQuAD's JSON and looks at each sentence that it writes:
 * {@code WrittenAnswers FILE FOLDER QUESTIONS [SEED [FIRST [SECONDS]]]}. FOLDER holds the home and takes {@code sentences.jsonl}, a line for each sentence; FIRST
 * goes on after so many questions; after so many SECONDS no further one is asked. {@code WrittenAnswers FOLDER} counts what the file holds.
 *
 * <p>What is counted does not ask the checks that are measured: figures are runs of digits, names are words with a capital that do not open a
 * sentence, content words are the index's terms.
 */
public final class WrittenAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{Nd}]+(?:[.,'’][\\p{L}\\p{M}\\p{Nd}]+)*");
    private static final Pattern OPENS = Pattern.compile("(?:^|[.!?:;\"“”(]\\s*|\\n)$");

    /** Passages of a prompt: a model of this size reads some hundred tokens a second on one busy core. */
    private static final int PASSAGES = 2;

    private WrittenAnswers() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 1) {
            ask(Path.of(args[0]), Path.of(args[1]), args);
        }
        count(Path.of(args[args.length > 1 ? 1 : 0]).resolve("sentences.jsonl"));
    }

    private static void ask(Path file, Path folder, String[] args) throws IOException, InterruptedException {
        int most = Integer.parseInt(args[2]);
        long seed = args.length > 3 ? Long.parseLong(args[3]) : 1;
        int first = args.length > 4 ? Integer.parseInt(args[4]) : 0;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(args.length > 5 ? Long.parseLong(args[5]) : 86_400);
        List<String> questions = new ArrayList<>();
        List<Path> articles = articles(JSON.readTree(file.toFile()), folder, questions);
        Collections.shuffle(questions, new Random(seed));
        try (ChatModelProcess model = ChatModelProcess.start();
                Application application =
                        Application.open(new Home(folder.resolve("home")), RectoConfig.DEFAULT.with(model.config()));
                var analysis = new TextAnalysis()) {
            CollectionRow collection = application.catalog().collections().require("default");
            application
                    .ingestor()
                    .ingest(collection, new IngestRequest(articles, Map.of(), false), IngestListener.SILENT);
            var account = new Spending(
                            UsageConfig.DEFAULT, application.catalog().usage())
                    .account(collection.id(), Caller.owner());
            var prompts = Prompts.load(application.home().config().resolve("prompts"));
            Retriever retriever = application.assembly(application.embedder()).retriever(Ranking.FUSED);
            try (var client = new ChatClient(model.config());
                    var grounding = new Grounding(application.parts(), Unsupported.MARK);
                    HeldGeneration held = application.hold(collection);
                    PassageIndex.Snapshot snapshot = held.index().snapshot()) {
                var written = new ChatAnswerModel(client, prompts, new Silence(), account);
                for (String question : questions.subList(first, first + most)) {
                    if (System.nanoTime() > end) {
                        break;
                    }
                    var asked = new Question(question, Map.of(), PASSAGES);
                    Evidence evidence = retriever.retrieve(Caller.owner(), asked, snapshot);
                    var lines = new Lines(folder.resolve("sentences.jsonl"), evidence.passages(), grounding, analysis);
                    written.answer(AnswerTask.of(asked, evidence, snapshot), draft -> lines.write(question, draft));
                    System.out.println(lines.count + " sentences: " + question);
                }
            }
        }
    }

    /** Says nothing where the chat model does not. */
    private static final class Silence implements AnswerModel {
        @Override
        public String name() {
            return "quote";
        }

        @Override
        public ModelReport answer(AnswerTask task, Consumer<DraftSentence> sentences) {
            return ModelReport.QUOTED;
        }
    }

    private static List<Path> articles(JsonNode tree, Path folder, List<String> questions) throws IOException {
        List<Path> files = new ArrayList<>();
        Path documents = Files.createDirectories(folder.resolve("documents"));
        for (JsonNode article : tree.path("data")) {
            var text = new StringBuilder();
            for (JsonNode paragraph : article.path("paragraphs")) {
                text.append(paragraph.path("context").asText()).append("\n\n");
                paragraph
                        .path("qas")
                        .forEach(one -> questions.add(one.path("question").asText()));
            }
            files.add(Files.writeString(documents.resolve("article-" + (files.size() + 1) + ".md"), text));
        }
        return files;
    }

    /** Checks each sentence by itself, so that those are seen too which an answer would not show. */
    private static final class Lines {
        private final Path file;
        private final List<ScoredPassage> evidence;
        private final Grounding grounding;
        private final TextAnalysis analysis;
        private int count;

        Lines(Path file, List<ScoredPassage> evidence, Grounding grounding, TextAnalysis analysis) {
            this.file = file;
            this.evidence = evidence;
            this.grounding = grounding;
            this.analysis = analysis;
        }

        void write(String question, DraftSentence draft) {
            count++;
            Map<String, FoundPassage> retrieved = evidence.stream()
                    .map(ScoredPassage::found)
                    .collect(Collectors.toMap(found -> found.id().value(), found -> found, (a, b) -> a));
            Grounding.Said said = grounding.begin(evidence, AnswerListener.NONE);
            said.add(draft);
            boolean supported = !said.sentences().isEmpty();
            List<FoundPassage> named = draft.quotes().stream()
                    .map(quote -> quote.passage().found())
                    .distinct()
                    .toList();
            Verdict verdict = grounding.check().check(draft.text(), named);
            List<FoundPassage> cited = supported
                    ? said.citations().stream()
                            .map(citation -> retrieved.get(citation.passage().value()))
                            .distinct()
                            .toList()
                    : named;
            ObjectNode line = JSON.createObjectNode()
                    .put("question", question)
                    .put("text", draft.text())
                    .put("supported", supported)
                    .put("repaired", supported && !verdict.supported())
                    .put("reason", verdict.reason())
                    .put("detail", verdict.detail())
                    .put("foreign", String.join(", ", foreign(draft.text(), cited)))
                    .put("held_by", held(draft.text(), retrieved, analysis));
            cited.forEach(found -> line.withArray("cited").add(found.passage().text()));
            try {
                Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Returns the figures and names of a sentence that stand in no cited passage. */
    private static Set<String> foreign(String sentence, List<FoundPassage> cited) {
        Set<String> held = new HashSet<>();
        cited.forEach(
                found -> words(found.passage().text() + " " + found.document().name() + " "
                                + String.join(" ", found.passage().headingPath()))
                        .forEach(word -> held.add(folded(word.group()))));
        Set<String> foreign = new HashSet<>();
        for (MatchResult word : words(sentence)) {
            boolean figure = word.group().codePoints().anyMatch(Character::isDigit);
            boolean name = Character.isUpperCase(word.group().codePointAt(0))
                    && !OPENS.matcher(sentence.substring(0, word.start())).find();
            if ((figure || name) && !held.contains(folded(word.group()))) {
                foreign.add(word.group());
            }
        }
        return foreign;
    }

    /** Returns the first retrieved passage that holds every figure, name and content word of a sentence; empty for none. */
    private static String held(String sentence, Map<String, FoundPassage> retrieved, TextAnalysis analysis) {
        Set<String> terms = analysis.contentTerms(sentence);
        for (FoundPassage found : retrieved.values()) {
            String text = found.passage().text();
            if (!terms.isEmpty()
                    && analysis.contentTerms(text).containsAll(terms)
                    && foreign(sentence, List.of(found)).isEmpty()) {
                return text;
            }
        }
        return "";
    }

    private static List<MatchResult> words(String text) {
        return WORD.matcher(text).results().toList();
    }

    private static String folded(String word) {
        String plain = Normalizer.normalize(word, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceFirst("['’]s$", "");
        return plain.codePoints().anyMatch(Character::isDigit) ? plain.replace(",", "") : plain;
    }

    private static void count(Path file) throws IOException {
        int sentences = 0;
        int supported = 0;
        int clean = 0;
        int held = 0;
        int passed = 0;
        for (String line : Files.readAllLines(file)) {
            JsonNode sentence = JSON.readTree(line);
            sentences++;
            boolean marked = sentence.path("supported").asBoolean();
            supported += marked ? 1 : 0;
            clean += marked && sentence.path("foreign").asText().isEmpty() ? 1 : 0;
            boolean inside = !sentence.path("held_by").asText().isEmpty();
            held += inside ? 1 : 0;
            passed += inside && marked ? 1 : 0;
        }
        System.out.printf(
                "%d sentences, %d marked supported; of these %.1f %% hold no figure or name that their cited passages lack%n",
                sentences, supported, 100.0 * clean / Math.max(1, supported));
        System.out.printf(
                "%d whose every figure, name and content word stands in one retrieved passage; %.1f %% of these marked supported%n",
                held, 100.0 * passed / Math.max(1, held));
    }
}
