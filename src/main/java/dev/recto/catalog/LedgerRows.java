package dev.recto.catalog;

import dev.recto.document.CollectionId;
import dev.recto.document.DocumentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The ledger of a catalogue. Entries are written only together with the transition that they tell of. */
public final class LedgerRows {
    private final Database database;

    LedgerRows(Database database) {
        this.database = database;
    }

    /** Returns the position of the newest entry; 0 where there is none. */
    public long last() {
        return database.read(handle -> handle.createQuery("SELECT coalesce(max(position), 0) FROM ledger")
                .mapTo(Long.class)
                .one());
    }

    /** Returns a document's entries, oldest first. */
    public List<LedgerEntry> of(DocumentId document) {
        return database.read(handle -> handle.createQuery("SELECT * FROM ledger WHERE document = ? ORDER BY position")
                .bind(0, document.value())
                .map((row, context) -> map(row))
                .list());
    }

    /** Returns at most {@code limit} entries after a position, oldest first. */
    public List<LedgerEntry> after(long position, int limit) {
        return database.read(
                handle -> handle.createQuery("SELECT * FROM ledger WHERE position > ? ORDER BY position LIMIT ?")
                        .bind(0, position)
                        .bind(1, limit)
                        .map((row, context) -> map(row))
                        .list());
    }

    /** Returns the documents of a collection that have an entry after a position: whatever changed since is among them. */
    public List<DocumentId> changedAfter(CollectionId collection, long position) {
        return database.read(handle -> handle.createQuery(
                        "SELECT DISTINCT document FROM ledger WHERE position > ? AND collection = ?")
                .bind(0, position)
                .bind(1, collection.value())
                .map((row, context) -> new DocumentId(row.getString(1)))
                .list());
    }

    /** Appends the entry of a document's present row, within the transaction that changed it. */
    static void append(Handle handle, DocumentId document, Transition transition) {
        handle.execute(
                "INSERT INTO ledger"
                        + " (at, collection, document, version, state, cause, outcome, sentence, reader, splitter, models)"
                        + " SELECT changed, collection, id, version, state, ?, outcome, sentence, ?, ?, ?"
                        + " FROM document WHERE id = ?",
                transition.cause(),
                transition.reader(),
                transition.splitter(),
                transition.models(),
                document.value());
    }

    private static LedgerEntry map(ResultSet row) throws SQLException {
        return new LedgerEntry(
                row.getLong("position"),
                Instant.ofEpochMilli(row.getLong("at")),
                new CollectionId(row.getString("collection")),
                new DocumentId(row.getString("document")),
                row.getInt("version"),
                DocumentState.valueOf(row.getString("state")),
                row.getString("cause"),
                row.getString("outcome"),
                row.getString("sentence"),
                row.getInt("reader"),
                row.getInt("splitter"),
                row.getString("models"));
    }
}
