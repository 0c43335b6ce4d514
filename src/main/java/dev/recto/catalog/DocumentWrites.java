package dev.recto.catalog;

import dev.recto.document.DocumentId;
import dev.recto.document.IngestOutcome;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The statements that change the table {@code document}, each within a transaction that also writes the ledger. */
final class DocumentWrites {
    private DocumentWrites() {}

    /**
     * Takes in a document or a version of it, and returns its id. A deleted document stays deleted: its file becomes a new one, and what
     * stood in it is left out, its bytes noted as nobody's.
     *
     * @return empty where it was left out
     */
    static Optional<DocumentId> receive(Handle handle, Reception reception) {
        StoredContent content = reception.content();
        if (content != null) {
            stored(handle, content);
        }
        Optional<DocumentId> found = living(handle, reception);
        found.ifPresent(id -> receive(handle, id, reception));
        return found;
    }

    private static Optional<DocumentId> living(Handle handle, Reception reception) {
        DocumentId known = reception.document();
        DocumentId parent = reception.parent();
        if (parent != null && !alive(handle, parent)) {
            return Optional.empty();
        }
        if (known == null) {
            return Optional.of(insert(handle, reception));
        }
        if (alive(handle, known)) {
            return Optional.of(known);
        }
        return parent != null ? Optional.empty() : Optional.of(successor(handle, reception));
    }

    private static boolean alive(Handle handle, DocumentId id) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM document WHERE id = ? AND state <> 'DELETED')")
                .bind(0, id.value())
                .mapTo(Boolean.class)
                .one();
    }

    /** Returns the document that has a deleted one's key by now, or else a new one. */
    private static DocumentId successor(Handle handle, Reception reception) {
        return handle.createQuery("SELECT id FROM document WHERE collection = ? AND key = ? AND state <> 'DELETED'")
                .bind(0, reception.collection().value())
                .bind(1, reception.key())
                .map((row, context) -> new DocumentId(row.getString("id")))
                .findOne()
                .orElseGet(() -> insert(handle, reception));
    }

    private static void receive(Handle handle, DocumentId id, Reception reception) {
        StoredContent content = reception.content();
        long now = Instant.now().toEpochMilli();
        if (content != null) {
            // the same bytes again (other metadata, another try) are no new version
            handle.execute(
                    "INSERT INTO version (document, number, content, received)"
                            + " SELECT id, version + 1, ?, ? FROM document WHERE id = ? AND content IS NOT ?",
                    content.hash().hex(),
                    now,
                    id.value(),
                    content.hash().hex());
        }
        place(handle, id, reception);
        handle.execute(
                "UPDATE document SET state = 'RECEIVED', name = ?, metadata = ?, access = ?, attempts = 0, received = ?,"
                        + " reception = reception + 1, changed = ?, content = coalesce(?, content), size = ?,"
                        + " version = (SELECT coalesce(max(number), 0) FROM version WHERE document = document.id)"
                        + " WHERE id = ?",
                reception.name(),
                Pairs.write(reception.metadata()),
                Pairs.write(reception.access()),
                now,
                now,
                content == null ? null : content.hash().hex(),
                content == null ? 0 : content.size(),
                id.value());
    }

    /** Changes what is known of a document, and returns whether it is there. */
    static boolean describe(Handle handle, DocumentDescription wanted) {
        return handle.execute(
                        "UPDATE document SET metadata = coalesce(?, metadata), access = coalesce(?, access), changed = ?,"
                                // work in hand, or about to be, would come in as the document was before
                                + " reception = reception + 1, state = CASE state WHEN 'INDEXED' THEN 'RECEIVED' ELSE state END"
                                + " WHERE id = ? AND state <> 'DELETED'",
                        wanted.metadata() == null ? null : Pairs.write(wanted.metadata()),
                        wanted.access() == null ? null : Pairs.write(wanted.access()),
                        Instant.now().toEpochMilli(),
                        wanted.document().value())
                > 0;
    }

    /** Lets a document's newest version wait to be read anew, and returns whether it is there. */
    static boolean reread(Handle handle, DocumentId id) {
        long now = Instant.now().toEpochMilli();
        return handle.execute(
                        "UPDATE document SET state = 'RECEIVED', attempts = 0, reception = reception + 1, anew = 1, received = ?,"
                                + " changed = ? WHERE id = ? AND state <> 'DELETED'",
                        now,
                        now,
                        id.value())
                > 0;
    }

    /** Gives a document and what stands in it another key, and returns whether it could be. */
    static boolean rename(Handle handle, DocumentId id, Reception reception) {
        Optional<String> before = handle.createQuery("SELECT key FROM document WHERE id = ? AND state <> 'DELETED'")
                .bind(0, id.value())
                .mapTo(String.class)
                .findOne();
        if (before.isEmpty()) {
            return false;
        }
        int renamed = handle.execute(
                "UPDATE document SET key = ?, name = ?, changed = ?, reception = reception + 1,"
                        + " state = CASE state WHEN 'INDEXED' THEN 'RECEIVED' ELSE state END WHERE id = ? AND NOT EXISTS"
                        + " (SELECT 1 FROM document WHERE collection = ? AND key = ? AND state <> 'DELETED' AND id <> ?)",
                reception.key(),
                reception.name(),
                Instant.now().toEpochMilli(),
                id.value(),
                reception.collection().value(),
                reception.key(),
                id.value());
        if (renamed > 0) {
            place(handle, id, reception);
            String inside = before.get() + "!/";
            handle.execute(
                    "UPDATE document SET key = ? || substr(key, ?) WHERE collection = ? AND state <> 'DELETED'"
                            + " AND substr(key, 1, ?) = ?",
                    reception.key() + "!/",
                    inside.length() + 1,
                    reception.collection().value(),
                    inside.length(),
                    inside);
        }
        return renamed > 0;
    }

    static void stored(Handle handle, StoredContent content) {
        handle.execute(
                "INSERT INTO content (hash, size) VALUES (?, ?) ON CONFLICT DO NOTHING",
                content.hash().hex(),
                content.size());
    }

    static void touch(Handle handle, DocumentId id, Reception reception) {
        place(handle, id, reception);
    }

    /** Moves a document on, and returns whether it is still the reception that is worked on. */
    static boolean advance(Handle handle, DocumentRow row, DocumentState state, int reader) {
        int moved = handle.execute(
                "UPDATE document SET state = ?, attempts = attempts + ?, reader = ?, changed = ? WHERE id = ?"
                        + " AND reception = ? AND state <> 'DELETED'",
                state.name(),
                state == DocumentState.READING ? 1 : 0,
                reader,
                Instant.now().toEpochMilli(),
                row.id().value(),
                row.reception());
        return moved > 0;
    }

    /** Says how the work on a document ended, and returns whether it was the newest reception that was worked on. */
    static boolean complete(Handle handle, Completion completion, int reader) {
        IngestOutcome outcome = completion.outcome();
        int completed = handle.execute(
                "UPDATE document SET state = ?, outcome = ?, sentence = ?, media_type = coalesce(?, media_type), title = ?,"
                        + " parts = ?, passages = ?, reader = ?, commit_position = ?, attempts = 0, anew = 0, changed = ?,"
                        + " stat_key = CASE WHEN ? THEN NULL ELSE stat_key END"
                        + " WHERE id = ? AND reception = ? AND state <> 'DELETED'",
                (outcome.found() ? DocumentState.INDEXED : DocumentState.FAILED).name(),
                outcome.name(),
                outcome.sentence(),
                completion.mediaType(),
                completion.title(),
                parts(outcome),
                passages(outcome),
                reader,
                completion.commitPosition(),
                Instant.now().toEpochMilli(),
                completion.again(),
                completion.document().value(),
                completion.reception());
        return completed > 0;
    }

    /** Puts a tombstone on a document, and returns whether it had none. */
    static boolean bury(Handle handle, DocumentId id) {
        int buried = handle.execute(
                "UPDATE document SET state = 'DELETED', content = NULL, source = NULL, title = NULL, metadata = '',"
                        + " stat_key = NULL, parts = 0, passages = 0, outcome = NULL, sentence = NULL,"
                        + " commit_position = 9223372036854775807, changed = ?"
                        + " WHERE id = ? AND state <> 'DELETED'",
                Instant.now().toEpochMilli(),
                id.value());
        handle.execute("DELETE FROM version WHERE document = ?", id.value());
        return buried > 0;
    }

    private static DocumentId insert(Handle handle, Reception reception) {
        var id = new DocumentId(Ids.fresh("d_"));
        long now = Instant.now().toEpochMilli();
        handle.execute(
                "INSERT INTO document (id, collection, key, name, parent, state, received, changed)"
                        + " VALUES (?, ?, ?, ?, ?, 'RECEIVED', ?, ?)",
                id.value(),
                reception.collection().value(),
                reception.key(),
                reception.name(),
                reception.parent() == null ? null : reception.parent().value(),
                now,
                now);
        return id;
    }

    private static void place(Handle handle, DocumentId id, Reception reception) {
        FileStat stat = reception.stat();
        handle.execute(
                "UPDATE document SET source = ?, stat_size = ?, stat_modified = ?, stat_key = ? WHERE id = ?",
                reception.source(),
                stat == null ? null : stat.size(),
                stat == null ? null : stat.modifiedNanos(),
                stat == null ? null : stat.fileKey(),
                id.value());
    }

    private static int parts(IngestOutcome outcome) {
        return switch (outcome) {
            case IngestOutcome.Indexed indexed -> indexed.parts();
            case IngestOutcome.Partial partial -> partial.parts();
            case IngestOutcome.Unchanged unchanged -> 0;
            case IngestOutcome.NotIndexed notIndexed -> 0;
        };
    }

    private static int passages(IngestOutcome outcome) {
        return switch (outcome) {
            case IngestOutcome.Indexed indexed -> indexed.passages();
            case IngestOutcome.Partial partial -> partial.passages();
            case IngestOutcome.Unchanged unchanged -> 0;
            case IngestOutcome.NotIndexed notIndexed -> 0;
        };
    }
}
