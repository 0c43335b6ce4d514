package dev.recto.catalog;

import dev.recto.document.DocumentId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be known of a document from now on.
 *
 * @param document which document
 * @param metadata the user's own keys and values in place of those there were, or null to leave them
 * @param access labels of those who may see it in place of those there were, or null to leave them
 */
public record DocumentDescription(
        DocumentId document,
        @Nullable Map<String, String> metadata,
        @Nullable Set<String> access) {
    public DocumentDescription {
        metadata = metadata == null ? null : Map.copyOf(metadata);
        access = access == null ? null : Set.copyOf(access);
    }
}
