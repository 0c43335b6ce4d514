package dev.recto.catalog;

import dev.recto.document.CollectionId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The collections of a catalogue. */
public final class CollectionRows {
    /** The name of the collection that is meant where none is named. */
    public static final String DEFAULT = "default";

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{M}\\p{N}][\\p{L}\\p{M}\\p{N}_.-]{0,63}");
    private static final Pattern ID = Pattern.compile("c_[a-z0-9]{8,40}");
    private static final String SELECT = "SELECT id, name, created, generation, answerer, model,"
            + " temperature, max_tokens, passages, dense_weight FROM collection";

    private final Database database;

    CollectionRows(Database database) {
        this.database = database;
    }

    /**
     * Returns the collection of this name, making it where it is missing.
     *
     * @param name letters and digits of any script, {@code -}, {@code _} and {@code .}, at most 64, the first a letter or digit; none
     *     that looks like an id
     * @throws IllegalArgumentException if the name is none
     */
    public CollectionRow require(String name) {
        String checked = checked(name);
        Optional<CollectionRow> known = find(checked);
        return known.orElseGet(() -> database.write(handle -> {
            handle.execute(
                    "INSERT INTO collection (id, name, created) VALUES (?, ?, ?) ON CONFLICT (name) DO NOTHING",
                    Ids.fresh("c_"),
                    checked,
                    Instant.now().toEpochMilli());
            return byName(handle, checked).orElseThrow();
        }));
    }

    /** Returns the collection of this name. */
    public Optional<CollectionRow> find(String name) {
        return database.read(handle -> byName(handle, name));
    }

    /** Returns the collection of this id. */
    public Optional<CollectionRow> find(CollectionId id) {
        return database.read(handle -> handle.createQuery(SELECT + " WHERE id = ?")
                .bind(0, id.value())
                .map((row, context) -> map(row))
                .findOne());
    }

    /** Returns the collection of this id, or else of this name. */
    public Optional<CollectionRow> named(String idOrName) {
        return ID.matcher(idOrName).matches()
                ? find(new CollectionId(idOrName)).or(() -> find(idOrName))
                : find(idOrName);
    }

    /** Returns all collections by name. */
    public List<CollectionRow> list() {
        return database.read(handle -> handle.createQuery(SELECT + " ORDER BY name")
                .map((row, context) -> map(row))
                .list());
    }

    /**
     * Gives a collection another name.
     *
     * @return whether it has it now; not where another collection has that name
     * @throws IllegalArgumentException if the name is none
     */
    public boolean rename(CollectionId id, String name) {
        String checked = checked(name);
        return database.write(handle -> handle.execute(
                        "UPDATE collection SET name = ? WHERE id = ? AND NOT EXISTS"
                                + " (SELECT 1 FROM collection WHERE name = ? AND id <> ?)",
                        checked,
                        id.value(),
                        checked,
                        id.value())
                > 0);
    }

    /** Sets how a collection's questions are answered. */
    public void set(CollectionId id, CollectionSettings settings) {
        database.write(handle -> handle.execute(
                "UPDATE collection SET answerer = ?, model = ?, temperature = ?, max_tokens = ?, passages = ?, dense_weight = ?"
                        + " WHERE id = ?",
                settings.answerer(),
                settings.model(),
                settings.temperature(),
                settings.maxTokens(),
                settings.passages(),
                settings.denseWeight(),
                id.value()));
    }

    /** Removes a collection with its documents, versions and generations; the ledger keeps its entries. */
    public void delete(CollectionId id) {
        database.write(handle -> handle.execute("DELETE FROM collection WHERE id = ?", id.value()));
    }

    private static Optional<CollectionRow> byName(Handle handle, String name) {
        return handle.createQuery(SELECT + " WHERE name = ?")
                .bind(0, name)
                .map((row, context) -> map(row))
                .findOne();
    }

    /**
     * Returns a name that is one.
     *
     * @throws IllegalArgumentException with a sentence for the user, if it is none
     */
    public static String checked(String name) {
        if (ID.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "A collection's name must not look like an id (c_ and 8 to 40 small letters and digits). Choose another.");
        }
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A collection's name has letters, digits, '-', '_' and '.', at most 64,"
                    + " and begins with a letter or digit.");
        }
        return name;
    }

    private static CollectionRow map(ResultSet row) throws SQLException {
        return new CollectionRow(
                new CollectionId(row.getString("id")),
                row.getString("name"),
                Instant.ofEpochMilli(row.getLong("created")),
                row.getInt("generation"),
                settings(row));
    }

    private static CollectionSettings settings(ResultSet row) throws SQLException {
        return new CollectionSettings(
                row.getString("answerer"),
                row.getString("model"),
                decimal(row, "temperature"),
                whole(row, "max_tokens"),
                whole(row, "passages"),
                decimal(row, "dense_weight"));
    }

    private static @Nullable Double decimal(ResultSet row, String column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? null : value;
    }

    private static @Nullable Integer whole(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }
}
