package dev.recto.embed;

/**
 * One model that turns text into vectors.
 *
 * @param id names model and weights, such as {@code bge-small-en-v1.5-q}; vectors of different ids are never compared
 * @param dimensions length of its vectors
 * @param low cosine that an unrelated passage has with a question: mapped to 0
 * @param high cosine that a passage has that answers the question: mapped to 1
 */
public record EmbeddingModel(String id, int dimensions, double low, double high) {
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
