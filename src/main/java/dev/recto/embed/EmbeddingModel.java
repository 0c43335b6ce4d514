package dev.recto.embed;

/**
 * One model that turns text into vectors.
 *
 * @param id names model and weights, such as {@code bge-small-en-v1.5-q}; vectors of different ids are never compared
 * @param dimensions length of its vectors
 * @param low cosine that an unrelated passage has with a question: mapped to 0
 * @param high cosine that a passage has that answers the question: mapped to 1
 * @param feedback what a passage's likeness to the best passages counts in ranking, beside its likeness to the question; 0 for nothing.
 *     Pseudo-relevance feedback (Rocchio, 1971) helps where a model tells passages apart well; measured in decision 0013
 */
public record EmbeddingModel(String id, int dimensions, double low, double high, double feedback) {
    public EmbeddingModel {
        if (dimensions < 1 || !(low < high)) {
            throw new IllegalArgumentException(id + ": dimensions " + dimensions + ", range " + low + " to " + high);
        }
    }

    /** Returns the cosine mapped through the fixed range, cut to 0 and 1; the same cosine always gives the same value. */
    public double calibrated(double cosine) {
        return Math.clamp((cosine - low) / (high - low), 0, 1);
    }
}
