package dev.recto.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recto.Application;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.Home;
import dev.recto.catalog.VectorCache;
import dev.recto.config.RectoConfig;
import dev.recto.document.Caller;
import dev.recto.embed.Embedder;
import dev.recto.embed.LocalEmbedder;
import dev.recto.evaluate.AnswerEvaluation;
import dev.recto.evaluate.EvaluationQuestion;
import dev.recto.evaluate.EvaluationSet;
import dev.recto.evaluate.OpenCase;
import dev.recto.evaluate.SharedFinder;
import dev.recto.index.PassageIndex;
import dev.recto.retrieve.Evidence;
import dev.recto.retrieve.Question;
import dev.recto.retrieve.Retriever;
import dev.recto.retrieve.ScoredPassage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Fits the weights of {@link Answerability} and writes them: {@code AnswerabilityTuning CACHE_FOLDER EVAL_FOLDER WEIGHTS_FILE HOME}.
 * The home holds the reports of {@code pages/financebench.jsonl}, ingested.
 *
 * <p>Unanswerable are, beside what RGB, RAGEval and SQuAD 2.0 call so: the questions of a SQuAD file when their own paragraph is taken out of
 * the evidence while its article's others stay, and when all of the article is; and the questions about the reports when their own report is. What it prints is measured on a fifth of each set's
 * articles, companies or questions by weights that were fitted on the other four; what it writes is fitted on all.
 */
public final class AnswerabilityTuning {
    /**
     * What is written is stretched and moved so that confidence says how often the documents do answer (Platt 1999): fitted with equal shares of
     * answerable and unanswerable questions and held back by the ridge, it stood too near the middle. Chosen on what {@code eval abstention}
     * logged; the order of questions stays, and so does who is refused.
     */
    private static final double STEEPER = 1.75;

    private static final double SHIFT = 0.6;

    private static final int MOST_ANSWERABLE = 200;
    private static final int DEEP = 40;
    private static final int FOLDS = 5;

    private final Retriever retriever;
    private final Embedder embedder;
    private final VectorCache vectors;
    private final SentenceRanking ranking = new SentenceRanking(SentenceRanking.Weights.DEFAULT, SharedFinder.FINDER);

    private AnswerabilityTuning(Embedder embedder, VectorCache vectors) {
        this.embedder = embedder;
        this.retriever = new Retriever(embedder);
        this.vectors = vectors;
    }

    public static void main(String[] args) throws Exception {
        Path work = Files.createDirectories(Path.of(args[0]));
        Path eval = Path.of(args[1]);
        try (Embedder embedder = new LocalEmbedder(work.resolve("cache"), 0);
                VectorCache vectors = VectorCache.open(work.resolve("embeddings.db"))) {
            var tuning = new AnswerabilityTuning(embedder, vectors);
            List<SignalCase> cases = new ArrayList<>();
            for (String name : List.of("xquad.en", "xquad.zh", "DRCD_dev", "cmrc2018_trial")) {
                cases.addAll(tuning.squad(eval.resolve("answers/" + name + ".json")));
            }
            for (String name : List.of(
                    "abstention/squad2_dev.json",
                    "abstention/rgb_zh_int.jsonl",
                    "abstention/rgb_zh_fact.jsonl",
                    "answers/rageval_qa.jsonl")) {
                for (EvaluationSet set : AnswerEvaluation.abstention(List.of(eval.resolve(name)), false)) {
                    cases.addAll(tuning.abstention(set));
                }
            }
            cases.addAll(tuning.reports(eval.resolve("pages/financebench.jsonl"), Path.of(args[3])));
            fitAndWrite(cases, Path.of(args[2]));
        }
    }

    private static void fitAndWrite(List<SignalCase> cases, Path file) throws IOException {
        double[] confidences = new double[cases.size()];
        for (int fold = 0; fold < FOLDS; fold++) {
            int out = fold;
            SignalWeights weights = LogisticFit.fit(cases.stream()
                    .filter(c -> Math.floorMod(c.group(), FOLDS) != out)
                    .toList());
            for (int i = 0; i < confidences.length; i++) {
                if (Math.floorMod(cases.get(i).group(), FOLDS) == out) {
                    confidences[i] = weights.confidence(cases.get(i).signals());
                }
            }
        }
        cases.stream().map(SignalCase::set).distinct().forEach(set -> report(set, cases, confidences));
        SignalWeights all = LogisticFit.fit(cases);
        List<String> lines = new ArrayList<>();
        lines.add("# Weights of the logistic function that says how likely the evidence answers the question.");
        lines.add(
                "# Written by dev.recto.answer.AnswerabilityTuning; what the signals are says dev.recto.answer.AnswerSignal.");
        lines.add(String.format("bias = %.4f", STEEPER * all.bias() + SHIFT));
        for (AnswerSignal signal : AnswerSignal.values()) {
            lines.add(String.format(
                    "%s = %.4f", signal.key(), STEEPER * all.weights().get(signal)));
        }
        Files.write(file, lines);
    }

    private List<SignalCase> squad(Path file) throws InterruptedException {
        EvaluationSet set = AnswerEvaluation.answers(List.of(file), false).getFirst();
        EvaluationSet.Case one = set.cases().getFirst();
        var cases = new ArrayList<SignalCase>();
        try (OpenCase open = OpenCase.of(one, embedder, vectors)) {
            int step = Math.ceilDiv(one.questions().size(), MOST_ANSWERABLE);
            for (int i = 0; i < one.questions().size(); i += step) {
                EvaluationQuestion question = one.questions().get(i);
                if (question.text().isBlank()) {
                    continue;
                }
                String paragraph = question.places().getFirst().document();
                String article = paragraph.substring(0, paragraph.indexOf('/') + 1);
                Evidence found = evidence(question.text(), open.snapshot());
                Map<String, Predicate<String>> kept = Map.of(
                        "", id -> true,
                        ", without its paragraph", id -> !id.equals(paragraph),
                        ", without its article", id -> !id.startsWith(article));
                kept.forEach((what, keep) -> {
                    List<ScoredPassage> rest = found.passages().stream()
                            .filter(p -> keep.test(open.id(p.found().document().id())))
                            .toList();
                    if (!rest.isEmpty()) {
                        var signals = signals(question.text(), with(found, rest), open.snapshot());
                        cases.add(new SignalCase(set.name() + what, article.hashCode(), signals, what.isEmpty()));
                    }
                });
            }
        }
        return cases;
    }

    private List<SignalCase> reports(Path questions, Path home) throws IOException, InterruptedException {
        var cases = new ArrayList<SignalCase>();
        try (Application application = Application.open(new Home(home), RectoConfig.DEFAULT)) {
            CollectionRow collection = application.catalog().collections().require("default");
            try (var held = application.hold(collection);
                    PassageIndex.Snapshot snapshot = held.index().snapshot()) {
                for (String line : Files.readAllLines(questions)) {
                    JsonNode node = new ObjectMapper().readTree(line);
                    String question = node.path("question").asText();
                    String report = node.path("doc_name").asText();
                    Evidence found = evidence(question, snapshot);
                    List<ScoredPassage> others = found.passages().stream()
                            .filter(p -> !p.found().document().name().startsWith(report))
                            .toList();
                    var own = signals(question, with(found, found.passages()), snapshot);
                    cases.add(new SignalCase("reports", report.hashCode(), own, true));
                    if (!others.isEmpty()) {
                        var signals = signals(question, with(found, others), snapshot);
                        cases.add(new SignalCase("reports, without its document", report.hashCode(), signals, false));
                    }
                }
            }
        }
        return cases;
    }

    private List<SignalCase> abstention(EvaluationSet set) throws InterruptedException {
        long answerable = set.cases().stream()
                .flatMap(one -> one.questions().stream())
                .filter(EvaluationQuestion::answerable)
                .count();
        int step = (int) Math.ceilDiv(answerable, MOST_ANSWERABLE);
        var cases = new ArrayList<SignalCase>();
        int seen = 0;
        for (EvaluationSet.Case one : set.cases()) {
            try (OpenCase open = OpenCase.of(one, embedder, vectors)) {
                for (EvaluationQuestion question : one.questions()) {
                    if (question.answerable() && seen++ % step != 0) {
                        continue;
                    }
                    Evidence found = evidence(question.text(), open.snapshot());
                    String group = question.places().isEmpty()
                            ? question.text()
                            : question.places().getFirst().document();
                    if (!found.passages().isEmpty()) {
                        var signals = signals(question.text(), with(found, found.passages()), open.snapshot());
                        cases.add(new SignalCase(set.name(), group.hashCode(), signals, question.answerable()));
                    }
                }
            }
        }
        return cases;
    }

    private Evidence evidence(String text, PassageIndex.Snapshot snapshot) throws InterruptedException {
        return retriever.retrieve(Caller.owner(), new Question(text, Map.of(), DEEP), snapshot);
    }

    private static Evidence with(Evidence found, List<ScoredPassage> passages) {
        return new Evidence(passages.stream().limit(10).toList(), found.question(), found.weights(), 0, 0);
    }

    private Map<AnswerSignal, Double> signals(String question, Evidence evidence, PassageIndex.Snapshot snapshot) {
        return AnswerSignals.of(
                AnswerTask.of(Question.of(question), evidence, snapshot).ranked(ranking));
    }

    /** A set without its paragraphs or articles is held against the same set with them. */
    private static void report(String set, List<SignalCase> cases, double[] confidences) {
        String whole = set.replaceAll(", without.*", "");
        double[] yes =
                confidences(cases, confidences, c -> c.answerable() && c.set().equals(whole));
        double[] no =
                confidences(cases, confidences, c -> !c.answerable() && c.set().equals(set));
        if (no.length == 0) {
            return;
        }
        System.out.printf("%-42s AUC %.3f ", set, auc(yes, no));
        for (double least : new double[] {0.25, 0.3, 0.35, 0.4, 0.5, 0.6}) {
            System.out.printf(
                    "  %.2f: %.3f %.3f",
                    least,
                    (double) Arrays.stream(yes).filter(c -> c >= least).count() / yes.length,
                    (double) Arrays.stream(no).filter(c -> c < least).count() / no.length);
        }
        System.out.println();
    }

    private static double[] confidences(List<SignalCase> cases, double[] all, Predicate<SignalCase> wanted) {
        return java.util.stream.IntStream.range(0, all.length)
                .filter(i -> wanted.test(cases.get(i)))
                .mapToDouble(i -> all[i])
                .toArray();
    }

    private static double auc(double[] yes, double[] no) {
        double wins = 0;
        for (double one : yes) {
            for (double other : no) {
                wins += one > other ? 1 : one == other ? 0.5 : 0;
            }
        }
        return wins / yes.length / no.length;
    }
}
