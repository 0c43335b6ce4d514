package dev.recto.catalog;

import org.jspecify.annotations.Nullable;

/**
 * What a re-index is to do, how far it is and how it ended.
 *
 * @param task {@code build}, {@code force}, {@code rollback} or {@code activate}
 * @param target number of the generation to go to, for {@code activate}; else 0
 * @param cause why: {@code asked}, {@code schedule} …
 * @param total documents to take into the generation
 * @param done documents that stand in it
 * @param outcome {@code SWITCHED}, {@code CURRENT}, {@code REFUSED} or {@code FAILED}; null before the end
 * @param sentence what came of it, for people; null before the end
 * @param generation number of the generation that it is about; null before it is known
 */
public record ReindexJob(
        String task,
        int target,
        String cause,
        int total,
        int done,
        @Nullable String outcome,
        @Nullable String sentence,
        @Nullable Integer generation) {}
