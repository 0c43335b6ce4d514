package dev.recto.retrieve;

import java.util.Map;

/**
 * What is asked.
 *
 * @param text the question's words, not blank
 * @param filter metadata keys and the value each must have; empty for none
 * @param limit how many passages of evidence at most, 1 to 100
 */
public record Question(String text, Map<String, String> filter, int limit) {
    /** Evidence shown where nothing else is asked for. */
    public static final int DEFAULT_LIMIT = 10;

    public Question {
        filter = Map.copyOf(filter);
        if (text.isBlank()) {
            throw new IllegalArgumentException("A question needs at least one word.");
        }
        if (limit < 1 || limit > 100) {
            throw new IllegalArgumentException("limit must be 1 to 100: " + limit);
        }
    }

    /** Returns a question over everything. */
    public static Question of(String text) {
        return new Question(text, Map.of(), DEFAULT_LIMIT);
    }
}
