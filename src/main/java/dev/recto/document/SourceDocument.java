package dev.recto.document;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was read from one content: its parts with their structure, and what it says of itself.
 *
 * @param mediaType by content, not by name, such as {@code application/pdf}
 * @param title the document's own title, or null where it names none
 * @param properties what it says of itself, by lower-case name: {@code author}, {@code created} (RFC 3339), {@code language} …
 * @param parts counted from 1 without gaps; may be empty only for a container whose content is all in its children
 */
public record SourceDocument(
        String mediaType, @Nullable String title, Map<String, String> properties, List<Part> parts) {
    public SourceDocument {
        properties = Map.copyOf(properties);
        parts = List.copyOf(parts);
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).number() != i + 1) {
                throw new IllegalArgumentException(
                        "parts must count from 1 without gaps: " + parts.get(i).number());
            }
        }
    }

    /** Returns whether any part has a letter or digit to read. */
    public boolean hasText() {
        return parts.stream().anyMatch(part -> part.text().codePoints().anyMatch(Character::isLetterOrDigit));
    }
}
