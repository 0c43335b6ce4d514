package dev.recto.catalog;

import dev.recto.document.CollectionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

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

    /** Returns the generation of this number. */
    public Optional<GenerationRow> find(CollectionId collection, int number) {
        return list(collection).stream().filter(row -> row.number() == number).findFirst();
    }

    /**
     * Begins a generation with the next number; it answers only once switched to.
     *
     * @param made what it is made with; its number and whether it is live are ignored
     * @param cause why, for the ledger
     */
    public GenerationRow begin(GenerationRow made, String cause) {
        return database.write(handle -> {
            int number = next(handle, made.collection());
            handle.execute(
                    "INSERT INTO generation (collection, number, created, models, reader, splitter, analysis, ready, began)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    made.collection().value(),
                    number,
                    made.created().toEpochMilli(),
                    Pairs.write(made.models().entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, model -> model.getValue().toString()))),
                    made.reader(),
                    made.splitter(),
                    made.analysis(),
                    made.build().ready(),
                    made.build().began());
            tell(handle, made.collection(), number, GenerationChange.BEGUN, cause, null);
            return new GenerationRow(
                    made.collection(),
                    number,
                    made.created(),
                    false,
                    made.models(),
                    made.reader(),
                    made.splitter(),
                    made.analysis(),
                    made.build());
        });
    }

    /**
     * Says how far a build is: every document up to this one stands durably in its index, and these are others there than their rows
     * say.
     *
     * @param through id of the document, or null where that is as before
     */
    public void built(GenerationRow generation, @Nullable String through, List<BuiltDocument> others) {
        database.write(handle -> {
            others.forEach(one -> put(handle, generation.collection(), generation.number(), one));
            return handle.execute(
                    "UPDATE generation SET built_through = coalesce(?, built_through) WHERE collection = ? AND number = ?",
                    through,
                    generation.collection().value(),
                    generation.number());
        });
    }

    /** Writes into the ledger of generations what was done with one. */
    public void note(
            CollectionId collection, int number, GenerationChange change, String cause, @Nullable String sentence) {
        database.write(handle -> tell(handle, collection, number, change, cause, sentence));
    }

    /**
     * Makes a generation the one that answers, in one durable step, and with it the rows of the documents that are others in it. What
     * those were until now is kept for the way back. From here on it counts as ready: until then a build is gone on with.
     *
     * @throws IllegalArgumentException if there is no such generation
     */
    public void switchTo(CollectionId collection, int number, String cause) {
        int rows = database.write(handle -> {
            int live = handle.createQuery("SELECT generation FROM collection WHERE id = ?")
                    .bind(0, collection.value())
                    .mapTo(Integer.class)
                    .findOne()
                    .orElse(0);
            int switched = handle.execute(
                    "UPDATE collection SET generation = ? WHERE id = ?"
                            + " AND EXISTS (SELECT 1 FROM generation WHERE collection = ? AND number = ?)",
                    number,
                    collection.value(),
                    collection.value(),
                    number);
            if (switched == 1) {
                handle.execute(
                        "UPDATE generation SET ready = 1, live_since = max(?," // later than any, wherever the clock was
                                // set
                                + " (SELECT coalesce(max(live_since), 0) + 1 FROM generation WHERE collection = ?))"
                                + " WHERE collection = ? AND number = ?",
                        Instant.now().toEpochMilli(),
                        collection.value(),
                        collection.value(),
                        number);
                GenerationDocuments.exchange(handle, collection, new GenerationDocuments.Way(live, number, cause));
                tell(handle, collection, number, GenerationChange.SWITCHED, cause, null);
            }
            return switched;
        });
        if (rows != 1) {
            throw new IllegalArgumentException(collection + " has no generation " + number);
        }
    }

    /** Forgets a generation that does not answer. */
    public void forget(CollectionId collection, int number) {
        database.write(handle -> {
            tell(handle, collection, number, GenerationChange.REMOVED, "kept no longer", null);
            return handle.execute(
                    "DELETE FROM generation WHERE collection = ? AND number = ?"
                            + " AND number <> (SELECT generation FROM collection WHERE id = ?)",
                    collection.value(),
                    number,
                    collection.value());
        });
    }

    /** Returns at most {@code limit} of the newest entries of a collection's ledger of generations, newest first. */
    public List<GenerationEvent> events(CollectionId collection, int limit) {
        return database.read(handle -> handle.createQuery(
                        "SELECT * FROM generation_ledger WHERE collection = ? ORDER BY position DESC LIMIT ?")
                .bind(0, collection.value())
                .bind(1, limit)
                .map((row, context) -> event(row))
                .list());
    }

    /** Returns the documents that are others in a generation than their rows say. */
    public List<BuiltDocument> others(GenerationRow generation) {
        return database.read(handle -> GenerationDocuments.of(handle, generation.collection(), generation.number()));
    }

    static void put(Handle handle, CollectionId collection, int number, BuiltDocument one) {
        handle.execute(
                "INSERT OR REPLACE INTO generation_document (collection, number, document, reception, outcome, sentence,"
                        + " media_type, title, parts, passages, reader)"
                        + " SELECT ?, ?, id, ?, ?, ?, ?, ?, ?, ?, ? FROM document WHERE id = ? AND state <> 'DELETED'",
                collection.value(),
                number,
                one.reception(),
                one.outcome(),
                one.sentence(),
                one.mediaType(),
                one.title(),
                one.parts(),
                one.passages(),
                one.reader(),
                one.document().value());
    }

    private static int tell(
            Handle handle,
            CollectionId collection,
            int number,
            GenerationChange change,
            String cause,
            @Nullable String sentence) {
        Optional<GenerationRow> generation = handle.createQuery(SELECT + " AND g.number = ?")
                .bind(0, collection.value())
                .bind(1, number)
                .map((row, context) -> map(row))
                .findOne();
        return handle.execute(
                "INSERT INTO generation_ledger (at, collection, generation, event, cause, sentence, reader, splitter, models)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                Instant.now().toEpochMilli(),
                collection.value(),
                number,
                change.word(),
                cause,
                sentence,
                generation.map(GenerationRow::reader).orElse(0),
                generation.map(GenerationRow::splitter).orElse(0),
                generation
                        .map(row -> String.join(",", new TreeSet<>(row.models().keySet())))
                        .orElse(""));
    }

    /** No number stands for two generations, not even where the first came to nothing: answers and folders name them. */
    private static int next(Handle handle, CollectionId collection) {
        return handle.createQuery("SELECT max((SELECT coalesce(max(number), 0) FROM generation WHERE collection = :c),"
                        + " (SELECT coalesce(max(generation), 0) FROM generation_ledger WHERE collection = :c)) + 1")
                .bind("c", collection.value())
                .mapTo(Integer.class)
                .one();
    }

    private static GenerationRow map(ResultSet row) throws SQLException {
        var models = new TreeMap<String, Integer>();
        Pairs.map(row.getString("models")).forEach((id, dimensions) -> models.put(id, Integer.valueOf(dimensions)));
        long since = row.getLong("live_since");
        return new GenerationRow(
                new CollectionId(row.getString("collection")),
                row.getInt("number"),
                Instant.ofEpochMilli(row.getLong("created")),
                row.getBoolean("live"),
                models,
                row.getInt("reader"),
                row.getInt("splitter"),
                row.getInt("analysis"),
                new GenerationRow.Build(
                        row.getBoolean("ready"),
                        row.getLong("began"),
                        row.getString("built_through"),
                        since == 0 ? null : Instant.ofEpochMilli(since)));
    }

    private static GenerationEvent event(ResultSet row) throws SQLException {
        return new GenerationEvent(
                row.getLong("position"),
                Instant.ofEpochMilli(row.getLong("at")),
                row.getInt("generation"),
                GenerationChange.of(row.getString("event")),
                row.getString("cause"),
                row.getString("sentence"),
                row.getInt("reader"),
                row.getInt("splitter"),
                row.getString("models"));
    }
}
