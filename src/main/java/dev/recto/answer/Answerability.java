package dev.recto.answer;

import dev.recto.index.FoundPassage;
import dev.recto.retrieve.ScoredPassage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How likely it is that the evidence answers the question: a logistic function of several signals, since none alone tells.
 *
 * <p>The signals, over the first passages of the evidence: the best calibrated cosine; the largest share of the question's words, by
 * rarity, that one passage holds; the share that the passages hold together; the best cosine with one sentence; the best fused score.
 */
public final class Answerability {
    /** Confidence below which Recto says "not found"; chosen with the weights, see decision 0005. */
    public static final double LEAST_CONFIDENCE = 0.3;

    private static final int PASSAGES_READ = 5;

    private final Weights weights;
    private final double least;

    /**
     * The logistic function's weights.
     *
     * @param bias constant term
     * @param dense weight of the best calibrated cosine
     * @param onePassage weight of the best passage's share of the question's words
     * @param evidence weight of the share that the passages hold together
     * @param sentence weight of the best sentence's cosine
     * @param score weight of the best fused score
     */
    public record Weights(
            double bias, double dense, double onePassage, double evidence, double sentence, double score) {
        /** Fitted by {@code AnswerabilityTuning} on xquad.en and DRCD_dev; its figures are in decision 0005. */
        public static final Weights DEFAULT = new Weights(-9.7, 3.7, 8.6, 0.5, 0.4, 8.8);

        double[] asArray() {
            return new double[] {bias, dense, onePassage, evidence, sentence, score};
        }
    }

    /**
     * Decides by these weights.
     *
     * @param least confidence below which the answer is "not found", from 0 (never refuse) to 1
     */
    public Answerability(Weights weights, double least) {
        this.weights = weights;
        this.least = least;
    }

    /** Returns whether a question with this confidence is answered. */
    public boolean suffices(double confidence) {
        return confidence >= least;
    }

    /** Returns the confidence that the evidence answers the question, 0 to 1; 0 without evidence. */
    public double confidence(AnswerTask task) {
        Signals signals = signals(task);
        if (signals.passages == 0) {
            return 0;
        }
        double z = weights.bias
                + weights.dense * signals.dense
                + weights.onePassage * signals.onePassage
                + weights.evidence * signals.evidence
                + weights.sentence * signals.sentence
                + weights.score * signals.score;
        return 1 / (1 + Math.exp(-z));
    }

    /**
     * What the decision looks at; public so that an evaluation can fit the weights.
     *
     * @param passages how many passages there are
     * @param dense best calibrated cosine, 0 to 1
     * @param onePassage largest share of the question's words that one passage holds, 0 to 1
     * @param evidence share of the question's words that the passages hold together, 0 to 1
     * @param sentence best cosine between the question and one sentence, 0 where no model compares them
     * @param score best fused score, 0 to 1
     */
    public record Signals(
            int passages, double dense, double onePassage, double evidence, double sentence, double score) {
        double[] asArray() {
            return new double[] {dense, onePassage, evidence, sentence, score};
        }
    }

    /** Returns the signals for a task. */
    public Signals signals(AnswerTask task) {
        var overlap = new WordOverlap(task.evidence().weights());
        var together = new HashSet<String>();
        double dense = 0;
        double onePassage = 0;
        double sentence = 0;
        List<ScoredPassage> passages =
                task.evidence().passages().stream().limit(PASSAGES_READ).toList();
        for (ScoredPassage scored : passages) {
            Set<String> words = task.snapshot().words(searchable(scored));
            together.addAll(words);
            dense = Math.max(dense, scored.dense());
            onePassage = Math.max(onePassage, overlap.share(words));
            for (int i = 0; i < scored.found().passage().sentences().size(); i++) {
                sentence = Math.max(
                        sentence, SentenceMeaning.cosine(task.evidence().question(), scored, i));
            }
        }
        double score = passages.isEmpty() ? 0 : passages.getFirst().score();
        return new Signals(passages.size(), dense, onePassage, overlap.share(together), sentence, score);
    }

    private static String searchable(ScoredPassage scored) {
        FoundPassage found = scored.found();
        String title = found.document().title() == null ? "" : found.document().title();
        return String.join(
                "\n",
                found.document().name(),
                title,
                String.join("\n", found.passage().headingPath()),
                found.passage().text());
    }
}
