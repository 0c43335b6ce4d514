package dev.recto.catalog;

import java.time.Instant;
import java.util.List;

/** The backups that were taken of a home, so that a receipt can name those that still hold what was deleted. */
public final class BackupRows {
    private final Database database;

    BackupRows(Database database) {
        this.database = database;
    }

    /** Notes a backup. */
    public void add(BackupRow backup) {
        database.write(handle -> handle.execute(
                "INSERT OR REPLACE INTO backup (id, place, taken) VALUES (?, ?, ?)",
                backup.id(),
                backup.place(),
                backup.taken().toEpochMilli()));
    }

    /** Forgets a backup that was removed. */
    public void remove(String place, String id) {
        database.write(handle -> handle.execute("DELETE FROM backup WHERE place = ? AND id = ?", place, id));
    }

    /** Returns the backups taken from a moment on until another, both included, oldest first. */
    public List<BackupRow> between(Instant from, Instant until) {
        return database.read(handle -> handle.createQuery(
                        "SELECT * FROM backup WHERE taken BETWEEN ? AND ? ORDER BY taken, place")
                .bind(0, from.toEpochMilli())
                .bind(1, until.toEpochMilli())
                .map((row, context) -> new BackupRow(
                        row.getString("id"), row.getString("place"), Instant.ofEpochMilli(row.getLong("taken"))))
                .list());
    }
}
