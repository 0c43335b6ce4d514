package dev.recto.catalog;

import java.util.Map;

/**
 * How many documents a collection has.
 *
 * @param byState number by state, without states that have none
 * @param byOutcome number by the last outcome's name, of those that are not deleted
 * @param passages passages that questions can find
 */
public record DocumentCounts(Map<DocumentState, Integer> byState, Map<String, Integer> byOutcome, long passages) {
    public DocumentCounts {
        byState = Map.copyOf(byState);
        byOutcome = Map.copyOf(byOutcome);
    }

    /** Returns the number of documents that are not deleted. */
    public int total() {
        return byState.entrySet().stream()
                .filter(entry -> entry.getKey() != DocumentState.DELETED)
                .mapToInt(Map.Entry::getValue)
                .sum();
    }
}
