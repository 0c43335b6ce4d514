package dev.recto.catalog;

import dev.recto.document.CollectionId;
import java.time.Instant;

/**
 * What was measured when a collection was asked questions with known answers.
 *
 * @param collection whose
 * @param at when
 * @param generation number of the generation that was asked
 * @param cause {@code asked} or {@code reindex}
 * @param questions name of the file of questions
 * @param report figures as JSON, an object as {@code eval --json} prints it
 */
public record EvaluationRow(
        CollectionId collection, Instant at, int generation, String cause, String questions, String report) {
    /** Somebody had it measured. */
    public static final String ASKED = "asked";

    /** A new generation was measured before it may answer. */
    public static final String REINDEX = "reindex";
}
