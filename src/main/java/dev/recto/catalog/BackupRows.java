package dev.recto.catalog;

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
     * Returns the backups that may hold what was there from a moment on until another, oldest first: those taken in between, both included, and
     * those begun before the end and broken off, of which nobody knows how far they came.
     */
    public List<BackupRow> between(Instant from, Instant until) {
        return database.read(handle -> handle.createQuery(
                        "SELECT * FROM backup WHERE taken <= ? AND (taken >= ? OR NOT whole) ORDER BY taken, place")
                .bind(0, until.toEpochMilli())
                .bind(1, from.toEpochMilli())
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
