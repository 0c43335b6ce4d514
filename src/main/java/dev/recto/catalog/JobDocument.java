package dev.recto.catalog;

import org.jspecify.annotations.Nullable;

/**
 * One document of a job.
 *
 * @param row the document as it is now
 * @param version the version that the job is about
 * @param done whether the job's work on it has ended
 * @param outcome how it ended, by its name outside; null before, and where the document was deleted meanwhile
 * @param sentence the outcome's sentence, or null
 */
public record JobDocument(
        DocumentRow row,
        int version,
        boolean done,
        @Nullable String outcome,
        @Nullable String sentence) {}
