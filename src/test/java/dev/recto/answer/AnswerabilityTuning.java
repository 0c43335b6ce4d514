package dev.recto.answer;

import dev.recto.catalog.VectorCache;
import dev.recto.document.Caller;
import dev.recto.embed.Embedder;
import dev.recto.embed.LocalEmbedder;
import dev.recto.evaluate.AnswerEvaluation;
import dev.recto.evaluate.EvaluationQuestion;
import dev.recto.evaluate.EvaluationSet;
import dev.recto.evaluate.OpenCase;
import dev.recto.index.PassageIndex;
import dev.recto.retrieve.Evidence;
import dev.recto.retrieve.Question;
import dev.recto.retrieve.Retriever;
import dev.recto.retrieve.ScoredPassage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    private final Answerability signals = new Answerability(Answerability.Weights.DEFAULT, 0);

    private AnswerabilityTuning(Embedder embedder, VectorCache vectors) {
        this.embedder = embedder;
        this.vectors = vectors;
    }

    /** One question over one choice of evidence, and whether that evidence answers it. */
    record Case(double[] features, boolean answerable) {}

    public static void main(String[] args) throws Exception {
        Path work = Files.createDirectories(Path.of(args[0]));
        Path eval = Path.of(args[1]);
        try (Embedder embedder = new LocalEmbedder(work.resolve("cache"), 0);
                VectorCache vectors = VectorCache.open(work.resolve("vectors.db"))) {
            var tuning = new AnswerabilityTuning(embedder, vectors);
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
            List<Path> rgb = List.of(eval.resolve("abstention/rgb_zh_int.jsonl"));
            checked.put(
                    "RGB zh",
                    tuning.abstention(AnswerEvaluation.abstention(rgb, false).getFirst(), 1));
            List<Path> rageval = List.of(eval.resolve("answers/rageval_qa.jsonl"));
            for (EvaluationSet set : AnswerEvaluation.abstention(rageval, false)) {
                checked.put(set.name(), tuning.abstention(set, 5));
            }
            System.out.println("fitted now:");
            checked.forEach((name, cases) -> report(name, cases, weights));
            System.out.println("as built in:");
            checked.forEach((name, cases) -> report(name, cases, Answerability.Weights.DEFAULT.asArray()));
        }
    }

    private List<Case> squad(Path file) throws InterruptedException {
        EvaluationSet.Case one = AnswerEvaluation.answers(List.of(file), false)
                .getFirst()
                .cases()
                .getFirst();
        var cases = new ArrayList<Case>();
        try (OpenCase open = OpenCase.of(one, embedder, vectors)) {
            int step = Math.max(1, one.questions().size() / MOST_QUESTIONS);
            for (int i = 0; i < one.questions().size(); i += step) {
                EvaluationQuestion question = one.questions().get(i);
                if (question.text().isBlank()) {
                    continue;
                }
                String own = article(question.places().getFirst().document());
                Evidence evidence = evidence(question.text(), open.snapshot());
                cases.add(of(question.text(), evidence, evidence.passages(), open.snapshot(), true));
                List<ScoredPassage> others = evidence.passages().stream()
                        .filter(p ->
                                !article(open.id(p.found().document().id())).equals(own))
                        .toList();
                cases.add(of(question.text(), evidence, others, open.snapshot(), false));
            }
        }
        return cases;
    }

    /** A paragraph's id is its article's number and its own. */
    private static String article(String paragraph) {
        return paragraph.substring(0, paragraph.indexOf('/'));
    }

    /** Of the answerable questions every {@code step}th is asked. */
    private List<Case> abstention(EvaluationSet set, int step) throws InterruptedException {
        var cases = new ArrayList<Case>();
        int seen = 0;
        for (EvaluationSet.Case one : set.cases()) {
            try (OpenCase open = OpenCase.of(one, embedder, vectors)) {
                for (EvaluationQuestion question : one.questions()) {
                    if (!question.answerable() || seen++ % step == 0) {
                        Evidence evidence = evidence(question.text(), open.snapshot());
                        cases.add(of(
                                question.text(),
                                evidence,
                                evidence.passages(),
                                open.snapshot(),
                                question.answerable()));
                    }
                }
            }
        }
        return cases;
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
        var task = AnswerTask.of(Question.of(question), evidence, snapshot);
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
