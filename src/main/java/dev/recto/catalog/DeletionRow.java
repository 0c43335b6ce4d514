package dev.recto.catalog;

import dev.recto.document.CollectionId;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deletion as the catalogue has it.
 *
 * @param document the document that was deleted
 * @param collection where it belonged
 * @param key its source key
 * @param received when it was first received
 * @param deleted when its tombstone was put
 * @param documents ids of everything that went with it, itself included
 * @param contents every content that they had, in all versions
 * @param passages removed from the index
 * @param vectors removed from the cache
 * @param answers kept answers that showed words of it, removed
 * @param absent whether a fresh reader of the index found none of its passages
 * @param completed when the last copy but for index files was removed, or null before
 * @param scan what looking for its words in the files found, or null before
 */
public record DeletionRow(
        DocumentId document,
        CollectionId collection,
        String key,
        Instant received,
        Instant deleted,
        List<DocumentId> documents,
        List<ContentHash> contents,
        int passages,
        int vectors,
        int answers,
        boolean absent,
        @Nullable Instant completed,
        @Nullable Scan scan) {
    public DeletionRow {
        documents = List.copyOf(documents);
        contents = List.copyOf(contents);
    }

    /**
     * What looking through the home's files found, once no index file held deleted passages.
     *
     * @param expunged when that was
     * @param files looked through; 0 where its text has no stretch long enough to look for, or none that is its own
     * @param bytes of those files
     * @param found stretches of its text that were found
     */
    public record Scan(Instant expunged, int files, long bytes, int found) {}
}
