package dev.recto.catalog;

import dev.recto.document.ContentHash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The keys of a catalogue, known by the SHA-256 of each: 256 random bits need neither salt nor a slow hash. */
public final class KeyRows {
    /** Most keys that open something; revoked ones do not count. */
    public static final int MOST = 10_000;

    private static final String SELECT = "SELECT id, name, access, created, revoked FROM api_key ";

    private final Database database;
    /** A key was ever made; set and never cleared, so that a look that ends late undoes nothing. */
    private final AtomicBoolean made = new AtomicBoolean();
    /** The file was looked at; from then on keys are made here alone, since one process holds a home. */
    private final AtomicBoolean looked = new AtomicBoolean();

    KeyRows(Database database) {
        this.database = database;
    }

    /**
     * Keeps a new key.
     *
     * @param name what a person calls it, on one line
     * @param hash SHA-256 of the key
     * @param roles {@code read}, {@code write} or {@code admin} by collection id, or {@link KeyRow#EVERY_COLLECTION}; at least one
     * @param access access labels it holds beside {@code everyone}
     * @throws TooManyKeysException if there are {@link #MOST} keys already
     */
    public KeyRow create(String name, ContentHash hash, Map<String, String> roles, Set<String> access) {
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("a key without a role opens nothing");
        }
        KeyRow created = database.write(handle -> {
            if (count(handle) >= MOST) {
                throw new TooManyKeysException(MOST);
            }
            var row = new KeyRow(
                    Ids.fresh("k_"), name, roles, access, Instant.ofEpochMilli(System.currentTimeMillis()), null);
            handle.execute(
                    "INSERT INTO api_key (id, name, hash, access, created) VALUES (?, ?, ?, ?, ?)",
                    row.id(),
                    name,
                    hash.hex(),
                    Pairs.write(access),
                    row.created().toEpochMilli());
            roles.forEach((collection, role) -> handle.execute(
                    "INSERT INTO key_role (key, collection, role) VALUES (?, ?, ?)", row.id(), collection, role));
            return row;
        });
        made.set(true);
        return created;
    }

    /** Returns the key of this SHA-256, unless it was revoked. */
    public Optional<KeyRow> opening(ContentHash hash) {
        return database.read(handle -> first(handle, "WHERE hash = ? AND revoked IS NULL", hash.hex()));
    }

    /** Returns the key of this id, revoked or not. */
    public Optional<KeyRow> find(String id) {
        return database.read(handle -> first(handle, "WHERE id = ?", id));
    }

    /**
     * Returns keys in the order of their ids, revoked ones too.
     *
     * @param after the id before the first, or null to begin
     * @param limit at most so many
     */
    public List<KeyRow> list(@Nullable String after, int limit) {
        return database.read(
                handle -> select(handle, "WHERE id > ? ORDER BY id LIMIT " + limit, after == null ? "" : after));
    }

    /** Returns whether any key was ever made; revoking the last one does not open what it closed. */
    public boolean any() {
        if (!looked.get()) {
            boolean there = database.read(handle -> handle.createQuery("SELECT EXISTS (SELECT 1 FROM api_key)")
                    .mapTo(Boolean.class)
                    .one());
            if (there) {
                made.set(true);
            }
            looked.set(true);
        }
        return made.get();
    }

    /** Revokes a key and ends its sessions; from the return on it opens nothing. Returns whether it opened until now. */
    public boolean revoke(String id) {
        return database.write(handle -> {
            handle.execute("DELETE FROM session WHERE key = ?", id);
            handle.execute("DELETE FROM idempotency WHERE visitor = ?", id);
            return handle.execute(
                            "UPDATE api_key SET revoked = ? WHERE id = ? AND revoked IS NULL",
                            System.currentTimeMillis(),
                            id)
                    > 0;
        });
    }

    /** Returns the opening key of this id, within a transaction. */
    static Optional<KeyRow> opening(Handle handle, String id) {
        return first(handle, "WHERE id = ? AND revoked IS NULL", id);
    }

    private static long count(Handle handle) {
        return handle.createQuery("SELECT count(*) FROM api_key WHERE revoked IS NULL")
                .mapTo(Long.class)
                .one();
    }

    private static Optional<KeyRow> first(Handle handle, String where, String value) {
        return select(handle, where, value).stream().findFirst();
    }

    private static List<KeyRow> select(Handle handle, String where, String value) {
        return handle.createQuery(SELECT + where)
                .bind(0, value)
                .map((row, context) -> map(handle, row))
                .list();
    }

    private static KeyRow map(Handle handle, ResultSet row) throws SQLException {
        String id = row.getString("id");
        long revoked = row.getLong("revoked");
        @Nullable Instant end = row.wasNull() ? null : Instant.ofEpochMilli(revoked);
        return new KeyRow(
                id,
                row.getString("name"),
                roles(handle, id),
                Pairs.set(row.getString("access")),
                Instant.ofEpochMilli(row.getLong("created")),
                end);
    }

    private static Map<String, String> roles(Handle handle, String key) {
        var roles = new TreeMap<String, String>();
        handle.createQuery("SELECT collection, role FROM key_role WHERE key = ?")
                .bind(0, key)
                .map((row, context) -> roles.put(row.getString("collection"), row.getString("role")))
                .list();
        return roles;
    }
}
