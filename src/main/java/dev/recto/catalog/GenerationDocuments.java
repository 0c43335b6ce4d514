package dev.recto.catalog;

import dev.recto.document.CollectionId;
import dev.recto.document.DocumentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Exchanges what documents are in one generation for what they are in another, within the transaction of the switch. */
final class GenerationDocuments {
    private GenerationDocuments() {}

    /**
     * A switch.
     *
     * @param from number of the generation that answered; 0 where none did
     * @param to number of the one that answers from now on
     * @param cause why, for the ledger
     */
    record Way(int from, int to, String cause) {}

    /** Costs as much as documents differ, however many there are. */
    static void exchange(Handle handle, CollectionId collection, Way way) {
        List<BuiltDocument> others = of(handle, collection, way.to());
        for (BuiltDocument one : others) {
            if (way.from() > 0) {
                keep(handle, collection, way.from(), one.document());
            }
            apply(handle, one);
            LedgerRows.append(handle, one.document(), new Transition(way.cause(), one.reader(), 0, ""));
        }
        handle.execute(
                "DELETE FROM generation_document WHERE collection = ? AND number = ?", collection.value(), way.to());
    }

    /** Returns the documents that are others in a generation than their rows say, and have not changed since. */
    static List<BuiltDocument> of(Handle handle, CollectionId collection, int number) {
        return handle.createQuery(
                        "SELECT g.* FROM generation_document g JOIN document d ON d.id = g.document"
                                + " WHERE g.collection = ? AND g.number = ? AND d.reception = g.reception AND d.state = 'INDEXED'")
                .bind(0, collection.value())
                .bind(1, number)
                .map((row, context) -> map(row, "document"))
                .list();
    }

    private static void keep(Handle handle, CollectionId collection, int number, DocumentId document) {
        handle.createQuery("SELECT * FROM document WHERE id = ?")
                .bind(0, document.value())
                .map((row, context) -> map(row, "id"))
                .findOne()
                .ifPresent(now -> GenerationRows.put(handle, collection, number, now));
    }

    private static void apply(Handle handle, BuiltDocument one) {
        handle.execute(
                "UPDATE document SET outcome = ?, sentence = ?, media_type = coalesce(?, media_type),"
                        + " title = ?, parts = ?, passages = ?, reader = ?, changed = ? WHERE id = ?",
                one.outcome(),
                one.sentence(),
                one.mediaType(),
                one.title(),
                one.parts(),
                one.passages(),
                one.reader(),
                Instant.now().toEpochMilli(),
                one.document().value());
    }

    private static BuiltDocument map(ResultSet row, String id) throws SQLException {
        return new BuiltDocument(
                new DocumentId(row.getString(id)),
                row.getInt("reception"),
                row.getString("outcome"),
                row.getString("sentence"),
                row.getString("media_type"),
                row.getString("title"),
                row.getInt("parts"),
                row.getInt("passages"),
                row.getInt("reader"));
    }
}
