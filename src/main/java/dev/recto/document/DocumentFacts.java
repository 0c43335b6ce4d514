package dev.recto.document;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a document beside its text: stored with each passage, shown in citations, and filtered on.
 *
 * @param id the document
 * @param name what a person calls it: its file name
 * @param title its own title, or null
 * @param access labels of those who may see it; {@link Caller#EVERYONE} unless restricted
 * @param metadata filterable keys and values: the user's own ({@code --meta}) and the file's facts {@code name}, {@code folder},
 *     {@code type}, {@code date} (RFC 3339 date of last change)
 * @param content the content's hash; evidence from equal contents is shown once
 */
public record DocumentFacts(
        DocumentId id,
        String name,
        @Nullable String title,
        Set<String> access,
        Map<String, String> metadata,
        ContentHash content) {
    public DocumentFacts {
        access = Set.copyOf(access);
        metadata = Map.copyOf(metadata);
    }
}
