package dev.recto.catalog;

import dev.recto.document.CollectionId;
import dev.recto.document.DocumentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One transition of one document. The ledger only ever grows.
 *
 * @param position its place in the ledger, from 1
 * @param at when it happened
 * @param collection where the document belongs
 * @param document which document
 * @param version number of the document's version, 0 where none was taken in
 * @param state the state it went to
 * @param cause why, such as {@code ingest}, {@code sync}, {@code delete}, {@code resume}
 * @param outcome how the reading ended, by its name outside, or null
 * @param sentence the outcome's sentence, or null
 * @param reader version of the reader, 0 where none was involved
 * @param splitter version of the splitter, 0 where none was involved
 * @param models ids of the embedding models, separated by commas; empty where none was involved
 */
public record LedgerEntry(
        long position,
        Instant at,
        CollectionId collection,
        DocumentId document,
        int version,
        DocumentState state,
        String cause,
        @Nullable String outcome,
        @Nullable String sentence,
        int reader,
        int splitter,
        String models) {}
