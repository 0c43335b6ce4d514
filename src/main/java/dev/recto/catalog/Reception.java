package dev.recto.catalog;

import dev.recto.document.CollectionId;
import dev.recto.document.DocumentId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that were taken in, as a document's first or next version.
 *
 * @param collection where the document belongs
 * @param document the document that gets a new version, or null for a new document
 * @param key its source key
 * @param name what a person calls it
 * @param parent the document it was attached to or packed in, or null
 * @param source absolute path of the file it comes from, or null
 * @param stat that file's stat, or null
 * @param content its bytes, or null where they could not be taken in
 * @param metadata the user's own keys and values
 * @param access labels of those who may see it
 */
public record Reception(
        CollectionId collection,
        @Nullable DocumentId document,
        String key,
        String name,
        @Nullable DocumentId parent,
        @Nullable String source,
        @Nullable FileStat stat,
        @Nullable StoredContent content,
        Map<String, String> metadata,
        Set<String> access) {
    public Reception {
        metadata = Map.copyOf(metadata);
        access = Set.copyOf(access);
    }
}
