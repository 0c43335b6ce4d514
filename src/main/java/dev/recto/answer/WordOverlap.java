package dev.recto.answer;

import java.util.Map;
import java.util.Set;

/** How much of a question's words a text has, each word counting by how rare it is in the collection. */
final class WordOverlap {
    private final Map<String, Double> weights;
    private final double total;

    /** Compares with a question whose content words have these inverse document frequencies. */
    WordOverlap(Map<String, Double> weights) {
        this.weights = weights;
        this.total = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    /** Returns the share of the question's weight that these words hold, 0 to 1; 0 for a question without content words. */
    double share(Set<String> words) {
        if (total == 0) {
            return 0;
        }
        double held = 0;
        for (Map.Entry<String, Double> word : weights.entrySet()) {
            if (words.contains(word.getKey())) {
                held += word.getValue();
            }
        }
        return held / total;
    }
}
