package dev.recto.catalog;

import dev.recto.document.DocumentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The backups that were taken of a home, so that a receipt can name those that still hold what was deleted. */
public final class BackupRows {
    private final Database database;

    BackupRows(Database database) {
        this.database = database;
    }

    /** Notes a backup, in place of what was noted of it before. */
    public void add(BackupRow backup) {
        database.write(handle -> handle.execute(
                "INSERT OR REPLACE INTO backup (id, place, taken, whole) VALUES (?, ?, ?, ?)",
                backup.id(),
                backup.place(),
                backup.taken().toEpochMilli(),
                backup.whole()));
    }

    /** Returns the backups that are known in a place, oldest first. */
    public List<BackupRow> in(String place) {
        return database.read(handle -> handle.createQuery("SELECT * FROM backup WHERE place = ? ORDER BY taken, id")
                .bind(0, place)
                .map((row, context) -> map(row))
                .list());
    }

    /** Forgets a backup that was removed. */
    public void remove(String place, String id) {
        database.write(handle -> handle.execute("DELETE FROM backup WHERE place = ? AND id = ?", place, id));
    }

    /**
     * Returns the backups that may hold a document, oldest first: those taken while it was there, both moments included, and those begun before
     * its end and broken off, of which nobody knows how far they came. A moment that the clock names wrongly leaves none out: one that is
     * still to come is from before the clock was set back, and where the ledger shows that it was, none is too early.
     */
    public List<BackupRow> mayHold(DocumentId document, Instant received, Instant deleted) {
        return database.read(handle -> handle.createQuery("SELECT * FROM backup WHERE (taken <= ? OR taken > ?)"
                        + " AND (taken >= ? OR NOT whole OR EXISTS (SELECT 1 FROM ledger WHERE at < ?"
                        + " AND position > (SELECT min(position) FROM ledger WHERE document = ?))) ORDER BY taken, place")
                .bind(0, deleted.toEpochMilli())
                .bind(1, System.currentTimeMillis())
                .bind(2, received.toEpochMilli())
                .bind(3, received.toEpochMilli())
                .bind(4, document.value())
                .map((row, context) -> map(row))
                .list());
    }

    private static BackupRow map(ResultSet row) throws SQLException {
        return new BackupRow(
                row.getString("id"),
                row.getString("place"),
                Instant.ofEpochMilli(row.getLong("taken")),
                row.getBoolean("whole"));
    }
}
