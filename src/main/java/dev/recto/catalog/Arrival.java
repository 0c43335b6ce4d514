package dev.recto.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that came with a request, to become a document or its next version.
 *
 * @param key the source key
 * @param name what a person calls it, or null to keep the name that it has (a new document is called by its key)
 * @param content the bytes, durable
 * @param metadata the user's own keys and values, added to those that the document has
 */
public record Arrival(String key, @Nullable String name, StoredContent content, Map<String, String> metadata) {
    public Arrival {
        metadata = Map.copyOf(metadata);
    }
}
