package dev.recto.catalog;

import dev.recto.document.CollectionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A piece of work that somebody asked for and can follow: the documents of one request.
 *
 * @param position its place among the jobs, from 1
 * @param id the job
 * @param collection where its documents belong
 * @param kind what is done: {@code upload}, {@code url}, {@code reread} or {@code reindex}
 * @param asker id of who asked for it
 * @param created when it was asked for
 * @param finished when its last document had an outcome, or the re-index ended; null before
 * @param reindex what a job of kind {@code reindex} is about, which has no documents; null for any other
 */
public record JobRow(
        long position,
        String id,
        CollectionId collection,
        String kind,
        String asker,
        Instant created,
        @Nullable Instant finished,
        @Nullable ReindexJob reindex) {}
