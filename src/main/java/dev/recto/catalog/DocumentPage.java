package dev.recto.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a list of documents.
 *
 * @param documents ordered by key
 * @param next where to go on, or null at the end
 */
public record DocumentPage(
        List<DocumentRow> documents, @Nullable String next) {
    public DocumentPage {
        documents = List.copyOf(documents);
    }
}
