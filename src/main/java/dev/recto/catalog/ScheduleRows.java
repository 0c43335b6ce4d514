package dev.recto.catalog;

import dev.recto.document.CollectionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When the collections of a catalogue are re-indexed by themselves. */
public final class ScheduleRows {
    private final Database database;

    ScheduleRows(Database database) {
        this.database = database;
    }

    /** Returns a collection's schedule; one of nothing but defaults where none was set. */
    public ScheduleRow of(CollectionId collection) {
        return database.read(handle -> handle.createQuery("SELECT * FROM schedule WHERE collection = ?")
                .bind(0, collection.value())
                .map((row, context) -> map(row))
                .findOne()
                .orElse(new ScheduleRow(collection, null, null, null, null)));
    }

    /** Keeps a schedule. */
    public void put(ScheduleRow schedule) {
        database.write(handle -> handle.execute(
                "INSERT OR REPLACE INTO schedule (collection, cron, time_zone, due, last)"
                        + " SELECT id, ?, ?, ?, ? FROM collection WHERE id = ?",
                schedule.cron(),
                schedule.timeZone(),
                millis(schedule.due()),
                millis(schedule.last()),
                schedule.collection().value()));
    }

    private static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    private static ScheduleRow map(ResultSet row) throws SQLException {
        return new ScheduleRow(
                new CollectionId(row.getString("collection")),
                row.getString("cron"),
                row.getString("time_zone"),
                instant(row, "due"),
                instant(row, "last"));
    }
}
