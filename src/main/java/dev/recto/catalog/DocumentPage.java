package dev.recto.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of a list of documents.
 *
 * @param documents ordered by key, those of one key (all but one of them deleted) by id
 * @param next where to go on, or null at the end
 */
public record DocumentPage(
        List<DocumentRow> documents, @Nullable String next) {
    /** Stands between key and id in a cursor; no id has it. */
    private static final char BETWEEN = '\n';

    public DocumentPage {
        documents = List.copyOf(documents);
    }

    /** Returns where to go on after a document. */
    public static String cursor(DocumentRow last) {
        return last.key() + BETWEEN + last.id();
    }

    /** The place in the list after which a stretch begins. */
    record After(String key, String id) {
        static After of(String cursor) {
            int end = cursor.lastIndexOf(BETWEEN);
            return end < 0 ? new After(cursor, "") : new After(cursor.substring(0, end), cursor.substring(end + 1));
        }
    }
}
