package dev.recto.catalog;

import dev.recto.document.CollectionId;
import java.util.List;

/** The queue of work: the documents of a catalogue that were received and have no outcome yet. */
public final class QueueRows {
    private static final String WAITING = "state IN ('RECEIVED', 'READING', 'EMBEDDING')";

    private final Database database;

    QueueRows(Database database) {
        this.database = database;
    }

    /**
     * Returns documents of a collection that wait, oldest first, without those that the work on another one brings along.
     *
     * @param limit at most so many
     */
    public List<DocumentRow> first(CollectionId collection, int limit) {
        return database.read(handle -> handle.createQuery("SELECT * FROM document WHERE collection = ? AND " + WAITING
                        + " AND (parent IS NULL OR parent NOT IN (SELECT id FROM document WHERE " + WAITING + "))"
                        + " ORDER BY received, key LIMIT ?")
                .bind(0, collection.value())
                .bind(1, limit)
                .map((row, context) -> DocumentColumns.map(row))
                .list());
    }

    /** Returns the collections that have something waiting, the one that waits longest first. */
    public List<CollectionId> collections() {
        return database.read(handle -> handle.createQuery("SELECT collection FROM document WHERE " + WAITING
                        + " GROUP BY collection ORDER BY min(received)")
                .map((row, context) -> new CollectionId(row.getString(1)))
                .list());
    }

    /** Returns how many documents of all collections wait or are worked on. */
    public int size() {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM document WHERE " + WAITING)
                .mapTo(Integer.class)
                .one());
    }
}
