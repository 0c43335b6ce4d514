package dev.recto.catalog;

import dev.recto.document.CollectionId;
import dev.recto.document.DocumentId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * A kept answer.
 *
 * @param id opaque, {@code a_…}
 * @param collection what was asked
 * @param asker id of the key that asked, or {@code local}
 * @param created when it was given
 * @param filter metadata keys and the value each had to have
 * @param evidence how many passages of evidence were asked for
 * @param documents every document that it shows words of; it goes when one of them is deleted
 * @param body the answer as it was given, as JSON
 */
public record AnswerRow(
        String id,
        CollectionId collection,
        String asker,
        Instant created,
        Map<String, String> filter,
        int evidence,
        Set<DocumentId> documents,
        String body) {
    public AnswerRow {
        filter = Map.copyOf(filter);
        documents = Set.copyOf(documents);
    }
}
