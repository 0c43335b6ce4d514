package dev.recto.answer;

/** How likely it is that the evidence answers the question: a logistic function of several signals, since none alone tells. */
public final class Answerability {
    private final SentenceRanking ranking;
    private final SignalWeights weights;
    private final double least;

    /**
     * Decides by these weights.
     *
     * @param ranking finds the sentence that the reader's signal comes from
     * @param least confidence below which the answer is "not found", from 0 (never refuse) to 1
     */
    public Answerability(SentenceRanking ranking, SignalWeights weights, double least) {
        this.ranking = ranking;
        this.weights = weights;
        this.least = least;
    }

    /** Returns whether a question with this confidence is answered. */
    public boolean suffices(double confidence) {
        return confidence >= least;
    }

    /** Returns the task with its sentences ranked and read, as {@link #confidence} and the answer models want it. */
    public AnswerTask read(AnswerTask task) {
        return task.ranked(ranking);
    }

    /** Returns the confidence that the evidence answers the question of a task that was read, 0 to 1; 0 without evidence. */
    public double confidence(AnswerTask task) {
        return task.evidence().passages().isEmpty() ? 0 : weights.confidence(AnswerSignals.of(task));
    }
}
