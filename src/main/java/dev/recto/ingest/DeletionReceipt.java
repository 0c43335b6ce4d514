package dev.recto.ingest;

import java.time.Instant;
import java.util.List;

/**
 * What a deletion removed.
 *
 * @param collection the collection's name
 * @param document the document's id
 * @param key its source key
 * @param documents ids of everything that went with it: itself, its attachments and archive entries
 * @param contents SHA-256 of every content that it had, in all versions
 * @param contentsKept those of them that another document still has
 * @param contentsWaiting those of them whose bytes are removed only when the ingest that goes on just now is done
 * @param passages passages removed from the index
 * @param vectors vectors removed from the cache
 * @param deletedAt when the tombstone was put: from then on no question finds it
 * @param completedAt when the last copy was removed, but for {@code contentsWaiting}
 * @param absent whether a fresh reader of the index found none of its passages
 */
public record DeletionReceipt(
        String collection,
        String document,
        String key,
        List<String> documents,
        List<String> contents,
        List<String> contentsKept,
        List<String> contentsWaiting,
        int passages,
        int vectors,
        Instant deletedAt,
        Instant completedAt,
        boolean absent) {
    public DeletionReceipt {
        documents = List.copyOf(documents);
        contents = List.copyOf(contents);
        contentsKept = List.copyOf(contentsKept);
        contentsWaiting = List.copyOf(contentsWaiting);
    }
}
