package dev.recto.catalog;

import dev.recto.document.CollectionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The generations of a catalogue's collections. */
public final class GenerationRows {
    private static final String SELECT = "SELECT g.*, g.number = c.generation AS live"
            + " FROM generation g JOIN collection c ON c.id = g.collection WHERE g.collection = ?";

    private final Database database;

    GenerationRows(Database database) {
        this.database = database;
    }

    /** Returns a collection's generations, oldest first. */
    public List<GenerationRow> list(CollectionId collection) {
        return database.read(handle -> handle.createQuery(SELECT + " ORDER BY number")
                .bind(0, collection.value())
                .map((row, context) -> map(row))
                .list());
    }

    /** Returns the generation that answers; empty before the first. */
    public Optional<GenerationRow> live(CollectionId collection) {
        return list(collection).stream().filter(GenerationRow::live).findFirst();
    }

    /**
     * Begins a generation with the next number; it answers only once switched to.
     *
     * @param made what it is made with; its number and whether it is live are ignored
     */
    public GenerationRow begin(GenerationRow made) {
        return database.write(handle -> {
            int number = next(handle, made.collection());
            handle.execute(
                    "INSERT INTO generation (collection, number, created, models, reader, splitter, analysis)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                    made.collection().value(),
                    number,
                    made.created().toEpochMilli(),
                    Pairs.write(made.models().entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, model -> model.getValue().toString()))),
                    made.reader(),
                    made.splitter(),
                    made.analysis());
            return new GenerationRow(
                    made.collection(),
                    number,
                    made.created(),
                    false,
                    made.models(),
                    made.reader(),
                    made.splitter(),
                    made.analysis());
        });
    }

    /** Makes a generation the one that answers, in one durable step. */
    public void switchTo(CollectionId collection, int number) {
        int rows = database.write(handle -> handle.execute(
                "UPDATE collection SET generation = ? WHERE id = ?"
                        + " AND EXISTS (SELECT 1 FROM generation WHERE collection = ? AND number = ?)",
                number,
                collection.value(),
                collection.value(),
                number));
        if (rows != 1) {
            throw new IllegalArgumentException(collection + " has no generation " + number);
        }
    }

    /** Forgets a generation that does not answer. */
    public void forget(CollectionId collection, int number) {
        database.write(handle -> handle.execute(
                "DELETE FROM generation WHERE collection = ? AND number = ?"
                        + " AND number <> (SELECT generation FROM collection WHERE id = ?)",
                collection.value(),
                number,
                collection.value()));
    }

    private static int next(Handle handle, CollectionId collection) {
        return handle.createQuery("SELECT coalesce(max(number), 0) + 1 FROM generation WHERE collection = ?")
                .bind(0, collection.value())
                .mapTo(Integer.class)
                .one();
    }

    private static GenerationRow map(ResultSet row) throws SQLException {
        var models = new TreeMap<String, Integer>();
        Pairs.map(row.getString("models")).forEach((id, dimensions) -> models.put(id, Integer.valueOf(dimensions)));
        return new GenerationRow(
                new CollectionId(row.getString("collection")),
                row.getInt("number"),
                Instant.ofEpochMilli(row.getLong("created")),
                row.getBoolean("live"),
                models,
                row.getInt("reader"),
                row.getInt("splitter"),
                row.getInt("analysis"));
    }
}
