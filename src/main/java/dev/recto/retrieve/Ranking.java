package dev.recto.retrieve;

import org.jspecify.annotations.Nullable;

/**
 * How passages are ranked: by words, by vectors, or by both.
 *
 * @param denseWeight share of the calibrated cosine in a passage's score, 0 (words alone) to 1 (vectors alone)
 * @param nameWeight what a term counts by which the question calls the passage's document, beside the same term in the text; 0 for nothing
 * @param feedback whether likeness to the best passages counts, as much as each model says
 */
public record Ranking(double denseWeight, double nameWeight, boolean feedback) {
    /** Both; the weight was chosen on public sets, see decisions 0004, 0008 and 0013. */
    public static final Ranking FUSED = new Ranking(0.2, 3, true);

    /** Words alone: no question is embedded. */
    public static final Ranking LEXICAL = new Ranking(0, 0, false);

    /** Vectors alone. */
    public static final Ranking DENSE = new Ranking(1, 0, false);

    public Ranking {
        if (!(denseWeight >= 0 && denseWeight <= 1)) {
            throw new IllegalArgumentException("denseWeight must be 0 to 1: " + denseWeight);
        }
    }

    /** Returns the same ranking with another share of the cosine; itself for null. */
    public Ranking weighing(@Nullable Double dense) {
        return dense == null ? this : new Ranking(dense, nameWeight, feedback);
    }

    boolean usesWords() {
        return denseWeight < 1;
    }

    boolean usesVectors() {
        return denseWeight > 0;
    }
}
