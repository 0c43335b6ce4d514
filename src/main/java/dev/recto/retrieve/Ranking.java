package dev.recto.retrieve;

/**
 * How passages are ranked: by words, by vectors, or by both.
 *
 * @param denseWeight share of the calibrated cosine in a passage's score, 0 (words alone) to 1 (vectors alone)
 */
public record Ranking(double denseWeight, double nameWeight, double sentenceWeight) {
    /** Both; the weight was chosen on public sets, see decision 0004. */
    public static final Ranking FUSED = new Ranking(Double.parseDouble(System.getProperty("w", "0.2")), Double.parseDouble(System.getProperty("g", "3")), Double.parseDouble(System.getProperty("s", "0")));

    /** Words alone: no question is embedded. */
    public static final Ranking LEXICAL = new Ranking(0, 0, 0);

    /** Vectors alone. */
    public static final Ranking DENSE = new Ranking(1, 0, 0);

    public Ranking {
        if (!(denseWeight >= 0 && denseWeight <= 1)) {
            throw new IllegalArgumentException("denseWeight must be 0 to 1: " + denseWeight);
        }
    }

    boolean usesWords() {
        return denseWeight < 1;
    }

    boolean usesVectors() {
        return denseWeight > 0;
    }
}
