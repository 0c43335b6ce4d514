package dev.recto.catalog;

import dev.recto.document.DocumentId;
import dev.recto.document.IngestOutcome;
import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** The statements that change the table {@code document}, each within a transaction that also writes the ledger. */
final class DocumentWrites {
    private DocumentWrites() {}

    static DocumentId receive(Handle handle, Reception reception) {
        DocumentId id = reception.document() == null ? insert(handle, reception) : reception.document();
        StoredContent content = reception.content();
        long now = Instant.now().toEpochMilli();
        if (content != null) {
            stored(handle, content);
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
                        + " changed = ?, content = coalesce(?, content), size = ?,"
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
        return id;
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

    static void advance(Handle handle, DocumentId id, DocumentState state, int reader) {
        handle.execute(
                "UPDATE document SET state = ?, attempts = attempts + ?, reader = ?, changed = ? WHERE id = ?"
                        + " AND state <> 'DELETED'",
                state.name(),
                state == DocumentState.READING ? 1 : 0,
                reader,
                Instant.now().toEpochMilli(),
                id.value());
    }

    static void complete(Handle handle, Completion completion, int reader) {
        IngestOutcome outcome = completion.outcome();
        handle.execute(
                "UPDATE document SET state = ?, outcome = ?, sentence = ?, media_type = coalesce(?, media_type), title = ?,"
                        + " parts = ?, passages = ?, reader = ?, commit_position = ?, attempts = 0, changed = ?,"
                        + " stat_key = CASE WHEN ? THEN NULL ELSE stat_key END"
                        + " WHERE id = ? AND state <> 'DELETED'",
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
                completion.document().value());
    }

    static void bury(Handle handle, DocumentId id) {
        handle.execute(
                "UPDATE document SET state = 'DELETED', content = NULL, source = NULL, title = NULL, metadata = '',"
                        + " stat_key = NULL, parts = 0, passages = 0, outcome = NULL, sentence = NULL,"
                        + " commit_position = 9223372036854775807, changed = ? WHERE id = ?",
                Instant.now().toEpochMilli(),
                id.value());
        handle.execute("DELETE FROM version WHERE document = ?", id.value());
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
