package dev.recto.catalog;

import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Writes that were asked for with an {@code Idempotency-Key}, with the reply that each got (draft-ietf-httpapi-idempotency-key-header). */
public final class IdempotencyRows {
    /** How long a reply is kept. */
    public static final Duration KEPT = Duration.ofHours(24);

    /** Most replies kept of one visitor; the oldest go first. */
    public static final int MOST_OF_A_VISITOR = 1_000;

    private final Database database;

    IdempotencyRows(Database database) {
        this.database = database;
    }

    /**
     * A reply that was given.
     *
     * @param status the HTTP status
     * @param type the media type, or null for a reply without a body
     * @param body its bytes, or null
     * @param document id of the document that it tells of, or null; deleting that one forgets the reply
     */
    @SuppressWarnings("ArrayRecordComponent") // a body is bulk data, never compared as a value
    public record Reply(
            int status,
            @Nullable String type,
            byte @Nullable [] body,
            @Nullable String document) {}

    /**
     * A write that was asked for before with the same token.
     *
     * @param request SHA-256 of what was asked for then, as hex
     * @param reply what was replied, or null while it runs
     */
    public record Earlier(String request, @Nullable Reply reply) {}

    /** Begins a write, unless one with this token was begun before: then returns that one. */
    public Optional<Earlier> begin(String visitor, String token, String request) {
        long now = System.currentTimeMillis();
        return database.write(handle -> {
            handle.execute("DELETE FROM idempotency WHERE at <= ?", now - KEPT.toMillis());
            Optional<Earlier> earlier = find(handle, visitor, token);
            if (earlier.isEmpty()) {
                handle.execute(
                        "INSERT INTO idempotency (visitor, token, request, at) VALUES (?, ?, ?, ?)",
                        visitor,
                        token,
                        request,
                        now);
                prune(handle, visitor);
            }
            return earlier;
        });
    }

    /** Keeps the reply of a write that was begun. */
    public void finish(String visitor, String token, Reply reply) {
        database.write(handle -> handle.execute(
                "UPDATE idempotency SET status = ?, type = ?, body = ?, document = ? WHERE visitor = ? AND token = ?",
                reply.status(),
                reply.type(),
                reply.body(),
                reply.document(),
                visitor,
                token));
    }

    /** Forgets a write that was begun and did nothing, so that it can be asked for again. */
    public void forget(String visitor, String token) {
        database.write(
                handle -> handle.execute("DELETE FROM idempotency WHERE visitor = ? AND token = ?", visitor, token));
    }

    /** Forgets the writes that an earlier process began and did not finish. */
    public void forgetUnfinished() {
        database.write(handle -> handle.execute("DELETE FROM idempotency WHERE status IS NULL"));
    }

    private static Optional<Earlier> find(Handle handle, String visitor, String token) {
        return handle.createQuery("SELECT * FROM idempotency WHERE visitor = ? AND token = ?")
                .bind(0, visitor)
                .bind(1, token)
                .map((row, context) -> {
                    int status = row.getInt("status");
                    Reply reply = row.wasNull()
                            ? null
                            : new Reply(status, row.getString("type"), row.getBytes("body"), row.getString("document"));
                    return new Earlier(row.getString("request"), reply);
                })
                .findOne();
    }

    private static void prune(Handle handle, String visitor) {
        handle.execute(
                "DELETE FROM idempotency WHERE visitor = ? AND status IS NOT NULL AND token IN"
                        + " (SELECT token FROM idempotency WHERE visitor = ? ORDER BY at DESC LIMIT -1 OFFSET "
                        + MOST_OF_A_VISITOR + ")",
                visitor,
                visitor);
    }
}
