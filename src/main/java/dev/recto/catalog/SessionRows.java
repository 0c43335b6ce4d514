package dev.recto.catalog;

import dev.recto.document.ContentHash;
import java.time.Duration;
import java.util.Optional;

/** The sessions of people who signed in with a key, known by the SHA-256 of each session's token. */
public final class SessionRows {
    /** Most sessions of one key; the oldest end first. */
    public static final int MOST_OF_A_KEY = 100;

    /** A session that began later than this from now is from before the clock was set back: nobody knows how old it is. Chosen. */
    private static final long CLOCK_SLACK_MILLIS = 300_000;

    private final Database database;

    SessionRows(Database database) {
        this.database = database;
    }

    /** Begins a session of a key. */
    public void begin(String key, ContentHash hash, Duration length) {
        long now = System.currentTimeMillis();
        database.write(handle -> {
            handle.execute("DELETE FROM session WHERE expires <= ? OR created > ?", now, now + CLOCK_SLACK_MILLIS);
            handle.execute(
                    "INSERT INTO session (hash, key, created, expires) VALUES (?, ?, ?, ?)",
                    hash.hex(),
                    key,
                    now,
                    now + length.toMillis());
            return handle.execute(
                    "DELETE FROM session WHERE key = ? AND hash NOT IN"
                            + " (SELECT hash FROM session WHERE key = ? ORDER BY created DESC LIMIT " + MOST_OF_A_KEY
                            + ")",
                    key,
                    key);
        });
    }

    /** Returns the key whose session this is, unless the session has ended or the key was revoked. */
    public Optional<KeyRow> opening(ContentHash hash) {
        long now = System.currentTimeMillis();
        return database.read(handle -> handle.createQuery(
                        "SELECT key FROM session WHERE hash = ? AND expires > ? AND created <= ?")
                .bind(0, hash.hex())
                .bind(1, now)
                .bind(2, now + CLOCK_SLACK_MILLIS)
                .mapTo(String.class)
                .findOne()
                .flatMap(key -> KeyRows.opening(handle, key)));
    }

    /** Ends a session; does nothing where there is none. */
    public void end(ContentHash hash) {
        database.write(handle -> handle.execute("DELETE FROM session WHERE hash = ?", hash.hex()));
    }
}
