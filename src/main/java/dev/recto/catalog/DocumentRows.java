package dev.recto.catalog;

import dev.recto.document.CollectionId;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentId;
import dev.recto.document.IngestOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The documents of a catalogue, with their versions. Every change of state is written to the ledger in the same transaction. */
public final class DocumentRows {
    private static final String SELECT = "SELECT * FROM document WHERE ";
    private static final int MOST = 1_000;

    private final Database database;

    DocumentRows(Database database) {
        this.database = database;
    }

    /** Returns the document of this id, deleted or not. */
    public Optional<DocumentRow> find(DocumentId id) {
        return database.read(handle -> byId(handle, id));
    }

    /** Returns the document of this key that is not deleted. */
    public Optional<DocumentRow> byKey(CollectionId collection, String key) {
        return select("collection = ? AND key = ? AND state <> 'DELETED'", collection.value(), key).stream()
                .findFirst();
    }

    /** Returns the document that comes from this file and is not deleted. */
    public Optional<DocumentRow> bySource(CollectionId collection, String source) {
        return select("collection = ? AND source = ? AND state <> 'DELETED'", collection.value(), source).stream()
                .findFirst();
    }

    /** Returns the documents a person may mean: the one of this id or key, or else those of this name. */
    public List<DocumentRow> named(CollectionId collection, String text) {
        List<DocumentRow> exact =
                select("collection = ? AND (id = ? OR key = ?) AND state <> 'DELETED'", collection.value(), text, text);
        return exact.isEmpty()
                ? select(
                        "collection = ? AND name = ? AND state <> 'DELETED' ORDER BY key LIMIT " + MOST,
                        collection.value(),
                        text)
                : exact;
    }

    /** Returns the documents whose file lies in a folder or below, that are not deleted. */
    public List<DocumentRow> under(CollectionId collection, String folder) {
        String prefix = folder.endsWith("/") ? folder : folder + "/";
        return select(
                "collection = ? AND source >= ? AND source < ? AND state <> 'DELETED'",
                collection.value(),
                prefix,
                prefix.substring(0, prefix.length() - 1) + (char) ('/' + 1));
    }

    /** Returns the documents attached to or packed in this one, that are not deleted, by key. */
    public List<DocumentRow> children(DocumentId parent) {
        return select("parent = ? AND state <> 'DELETED' ORDER BY key", parent.value());
    }

    /** Returns the documents on which work is still to be done, oldest first. */
    public List<DocumentRow> waiting(CollectionId collection) {
        return select(
                "collection = ? AND state IN ('RECEIVED', 'READING', 'EMBEDDING') ORDER BY received, key",
                collection.value());
    }

    /** Returns the deleted documents whose removal no index commit holds yet. */
    public List<DocumentRow> buried(CollectionId collection) {
        return select(
                "collection = ? AND state = 'DELETED' AND commit_position = " + Long.MAX_VALUE, collection.value());
    }

    /** Returns the documents, deleted ones too, whose present state only commits after a ledger position hold. */
    public List<DocumentRow> committedAfter(CollectionId collection, long position) {
        return select("collection = ? AND commit_position > ? ORDER BY commit_position", collection.value(), position);
    }

    /** Returns at most {@code limit} documents that have bytes and are not deleted, by id, from the one after {@code id} on. */
    public List<DocumentRow> stretch(CollectionId collection, String id, int limit) {
        return select(
                "collection = ? AND id > ? AND content IS NOT NULL AND state <> 'DELETED' ORDER BY id LIMIT ?",
                collection.value(),
                id,
                limit);
    }

    /** Counts the documents of {@link #stretch} after an id. */
    public int countAfter(CollectionId collection, String id) {
        return database.read(
                handle -> handle.createQuery("SELECT count(*) FROM document WHERE collection = ? AND id > ?"
                                + " AND content IS NOT NULL AND state <> 'DELETED'")
                        .bind(0, collection.value())
                        .bind(1, id)
                        .mapTo(Integer.class)
                        .one());
    }

    /** Returns whether a document's present state, or its deletion, is held only by commits after a ledger position. */
    public boolean behind(CollectionId collection, long position) {
        return database.read(handle -> handle.createQuery(
                        "SELECT EXISTS (SELECT 1 FROM document WHERE collection = ? AND commit_position > ?)")
                .bind(0, collection.value())
                .bind(1, position)
                .mapTo(Boolean.class)
                .one());
    }

    /** Returns whether an index has committed any document's state, or its deletion. */
    public boolean anyCommitted(CollectionId collection) {
        return database.read(handle -> handle.createQuery("SELECT EXISTS (SELECT 1 FROM document WHERE collection = ?"
                        + " AND commit_position > 0 AND commit_position < " + Long.MAX_VALUE + ")")
                .bind(0, collection.value())
                .mapTo(Boolean.class)
                .one());
    }

    /** Returns whether the removal of a deleted document is held only by commits after a ledger position. */
    public boolean deletedAfter(CollectionId collection, long position) {
        return database.read(handle -> handle.createQuery("SELECT EXISTS (SELECT 1 FROM document WHERE collection = ?"
                        + " AND commit_position > ? AND state = 'DELETED')")
                .bind(0, collection.value())
                .bind(1, position)
                .mapTo(Boolean.class)
                .one());
    }

    /** Returns those of the documents that are deleted, or that no collection has any more. */
    public Set<DocumentId> gone(List<DocumentId> documents) {
        return database.read(handle -> {
            var gone = new HashSet<DocumentId>();
            for (DocumentId document : documents) {
                if (byId(handle, document)
                        .filter(row -> row.state() != DocumentState.DELETED)
                        .isEmpty()) {
                    gone.add(document);
                }
            }
            return gone;
        });
    }

    /**
     * Returns documents by key.
     *
     * @param state only those in this state, or null for all that are not deleted
     * @param cursor {@link DocumentPage#next} of the stretch before, or null for the first
     * @param limit at most so many, 1 to 1,000
     */
    public DocumentPage list(
            CollectionId collection, @Nullable DocumentState state, @Nullable String cursor, int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST + ": " + limit);
        }
        String which = state == null ? "state <> 'DELETED'" : "state = '" + state + "'";
        var after = DocumentPage.After.of(cursor == null ? "" : cursor);
        List<DocumentRow> rows = select(
                "collection = ? AND (key, id) > (?, ?) AND " + which + " ORDER BY key, id LIMIT " + (limit + 1),
                collection.value(),
                after.key(),
                after.id());
        boolean more = rows.size() > limit;
        List<DocumentRow> shown = more ? rows.subList(0, limit) : rows;
        return new DocumentPage(shown, more ? DocumentPage.cursor(shown.getLast()) : null);
    }

    /** Returns how many documents a collection has. */
    public DocumentCounts counts(CollectionId collection) {
        return database.read(handle -> {
            var byState = new EnumMap<DocumentState, Integer>(DocumentState.class);
            var byOutcome = new TreeMap<String, Integer>();
            long[] passages = {0};
            handle.createQuery("SELECT state, outcome, count(*) AS n, sum(passages) AS passages FROM document"
                            + " WHERE collection = ? GROUP BY state, outcome")
                    .bind(0, collection.value())
                    .map((row, context) -> {
                        DocumentState state = DocumentState.valueOf(row.getString("state"));
                        byState.merge(state, row.getInt("n"), Integer::sum);
                        if (state != DocumentState.DELETED) {
                            passages[0] += row.getLong("passages");
                            if (row.getString("outcome") != null) {
                                byOutcome.merge(row.getString("outcome"), row.getInt("n"), Integer::sum);
                            }
                        }
                        return state;
                    })
                    .list();
            return new DocumentCounts(byState, byOutcome, passages[0]);
        });
    }

    /** Returns a document's versions, oldest first. */
    public List<VersionRow> versions(DocumentId document) {
        return database.read(handle -> handle.createQuery(
                        "SELECT v.number, v.content, c.size, v.received FROM version v JOIN content c ON c.hash = v.content"
                                + " WHERE v.document = ? ORDER BY v.number")
                .bind(0, document.value())
                .map((row, context) -> new VersionRow(
                        row.getInt("number"),
                        new ContentHash(row.getString("content")),
                        row.getLong("size"),
                        Instant.ofEpochMilli(row.getLong("received"))))
                .list());
    }

    /**
     * Returns the content that questions find of a document: the newest one's, or while that waits the one that was indexed last.
     *
     * @return empty where none was ever taken in
     */
    public Optional<ContentHash> found(DocumentRow document) {
        if (!document.state().waiting()) {
            return Optional.ofNullable(document.content());
        }
        return database.read(handle -> handle.createQuery(
                                "SELECT content FROM version WHERE document = ? AND number ="
                                        + " (SELECT version FROM ledger WHERE document = ? AND state = 'INDEXED' ORDER BY position DESC LIMIT 1)")
                        .bind(0, document.id().value())
                        .bind(1, document.id().value())
                        .map((row, context) -> new ContentHash(row.getString(1)))
                        .findOne())
                .or(() -> Optional.ofNullable(document.content()));
    }

    /** Returns whether a version of any document that is not deleted has this content. */
    public boolean holds(ContentHash content) {
        return database.read(handle -> handle.createQuery("SELECT EXISTS (SELECT 1 FROM version WHERE content = ?)")
                .bind(0, content.hex())
                .mapTo(Boolean.class)
                .one());
    }

    /** Returns every content that a version of a document that is not deleted has, with its size. */
    public List<StoredContent> held() {
        return database.read(DocumentRows::held);
    }

    static List<StoredContent> held(Handle handle) {
        return handle.createQuery("SELECT DISTINCT c.hash, c.size FROM content c"
                        + " JOIN version v ON v.content = c.hash ORDER BY c.hash")
                .map((row, context) -> new StoredContent(new ContentHash(row.getString("hash")), row.getLong("size")))
                .list();
    }

    /** Returns every content that no document has any more, and whose bytes may still be there. */
    public List<ContentHash> unheld() {
        return database.read(handle -> handle.createQuery(
                        "SELECT hash FROM content WHERE hash NOT IN (SELECT content FROM version) ORDER BY hash")
                .map((row, context) -> new ContentHash(row.getString(1)))
                .list());
    }

    /** Notes contents whose bytes are kept though no document may ever have them, so that {@link #unheld} knows them. */
    public void stored(List<StoredContent> contents) {
        if (!contents.isEmpty()) {
            database.write(handle -> {
                contents.forEach(content -> DocumentWrites.stored(handle, content));
                return contents.size();
            });
        }
    }

    /** Forgets a content of which nothing is left; does nothing where a document has it. */
    public void forget(ContentHash content) {
        database.write(handle -> handle.execute(
                "DELETE FROM content WHERE hash = ? AND hash NOT IN (SELECT content FROM version)", content.hex()));
    }

    /** Lets the next ingest look into these documents' files, whatever their stat. */
    public void doubt(List<DocumentId> documents) {
        database.write(handle -> {
            for (DocumentId document : documents) {
                handle.execute("UPDATE document SET stat_key = NULL WHERE id = ?", document.value());
            }
            return documents.size();
        });
    }

    /** Returns every content that a document that is not deleted has. */
    public List<ContentHash> contents() {
        return database.read(handle -> handle.createQuery("SELECT DISTINCT content FROM version ORDER BY content")
                .map((row, context) -> new ContentHash(row.getString(1)))
                .list());
    }

    /**
     * Takes in documents or new versions of them, all in one transaction, and returns their rows in order. What stands in a document
     * that is deleted meanwhile is left out.
     */
    public List<DocumentRow> receive(List<Reception> receptions, String cause) {
        if (receptions.isEmpty()) {
            return List.of();
        }
        return database.write(handle -> {
            var rows = new ArrayList<DocumentRow>(receptions.size());
            for (Reception reception : receptions) {
                Optional<DocumentId> id = DocumentWrites.receive(handle, reception);
                if (id.isPresent()) {
                    LedgerRows.append(handle, id.get(), Transition.of(cause));
                    rows.add(byId(handle, id.get()).orElseThrow());
                }
            }
            return rows;
        });
    }

    /**
     * Changes what is known of a document. One that questions find waits from then on, so that they come to find it as it is now.
     *
     * @return its row, or empty where it is deleted
     */
    public Optional<DocumentRow> describe(DocumentDescription wanted) {
        return database.write(handle -> {
            if (!DocumentWrites.describe(handle, wanted)) {
                return Optional.empty();
            }
            LedgerRows.append(handle, wanted.document(), Transition.of("describe"));
            return byId(handle, wanted.document());
        });
    }

    /**
     * Says that a document's file has another name or place. It waits from then on, so that questions come to find it under that.
     *
     * @param reception its key, name, source and stat; the rest is ignored
     * @return its row, or empty where it is deleted, or another document has the key
     */
    public Optional<DocumentRow> rename(DocumentId document, Reception reception) {
        return database.write(handle -> {
            if (!DocumentWrites.rename(handle, document, reception)) {
                return Optional.empty();
            }
            LedgerRows.append(handle, document, Transition.of("rename"));
            return byId(handle, document);
        });
    }

    /** Says that an unchanged document's file now has this stat, and lies there; its state stays. */
    public void touch(Map<DocumentId, Reception> touched) {
        database.write(handle -> {
            touched.forEach((id, reception) -> DocumentWrites.touch(handle, id, reception));
            return touched.size();
        });
    }

    /**
     * Moves documents on to being read or embedded, all in one transaction; a power cut may undo it. One that was received again
     * since its row was taken stays.
     *
     * @return how many were moved on
     */
    public int advance(List<DocumentRow> documents, DocumentState state, Transition transition) {
        if (state != DocumentState.READING && state != DocumentState.EMBEDDING) {
            throw new IllegalArgumentException("work in progress is READING or EMBEDDING: " + state);
        }
        return database.note(handle -> {
            int moved = 0;
            for (DocumentRow document : documents) {
                if (DocumentWrites.advance(handle, document, state, transition.reader())) {
                    LedgerRows.append(handle, document.id(), transition);
                    moved++;
                }
            }
            return moved;
        });
    }

    /** Says that reading a document came to its end, so that a later crash is not laid at its door; a power cut may undo it. */
    public void survived(DocumentId document) {
        database.note(handle -> handle.execute("UPDATE document SET attempts = 0 WHERE id = ?", document.value()));
    }

    /** Says that nobody works on these documents any more: those that did not come to their end wait again, through no fault of theirs. */
    public void putBack(List<DocumentId> documents) {
        database.note(handle -> {
            for (DocumentId document : documents) {
                int moved = handle.execute(
                        "UPDATE document SET state = 'RECEIVED', attempts = 0, changed = ?"
                                + " WHERE id = ? AND state IN ('READING', 'EMBEDDING')",
                        Instant.now().toEpochMilli(),
                        document.value());
                if (moved > 0) {
                    LedgerRows.append(handle, document, Transition.of("put back"));
                }
            }
            return documents.size();
        });
    }

    /** Says how the work on documents ended, all in one transaction. One that was received again meanwhile goes on waiting. */
    public void complete(List<Completion> completions, Transition transition) {
        database.write(handle -> {
            for (Completion completion : completions) {
                if (completion.outcome() instanceof IngestOutcome.Unchanged) {
                    throw new IllegalArgumentException("UNCHANGED is no completion: " + completion.document());
                }
                if (DocumentWrites.complete(handle, completion, transition.reader())) {
                    LedgerRows.append(handle, completion.document(), transition);
                }
            }
            return completions.size();
        });
    }

    /** Puts tombstones on documents of which no vector was cached. */
    public void bury(List<DocumentId> documents, String cause) {
        bury(documents, cause, Map.of());
    }

    /**
     * Puts tombstones: from now on these documents are deleted, whatever an index still holds.
     *
     * @param texts hashes of the texts under which a document's vectors are cached, kept until {@link DeletionRows#expunged}
     * @return those that were not deleted before: of two who delete at once, one tells what was removed
     */
    public Set<DocumentId> bury(List<DocumentId> documents, String cause, Map<DocumentId, Set<ContentHash>> texts) {
        return database.write(handle -> {
            var buried = new HashSet<DocumentId>();
            for (DocumentId document : documents) {
                if (DocumentWrites.bury(handle, document)) {
                    LedgerRows.append(handle, document, Transition.of(cause));
                    DeletionRows.keepTexts(handle, document, texts.getOrDefault(document, Set.of()));
                    buried.add(document);
                }
            }
            return buried;
        });
    }

    /** Says that an index commit holds the removal of these deleted documents. */
    public void removed(List<DocumentId> documents, long commitPosition) {
        database.write(handle -> {
            for (DocumentId document : documents) {
                handle.execute(
                        "UPDATE document SET commit_position = ? WHERE id = ?", commitPosition, document.value());
            }
            return documents.size();
        });
    }

    private List<DocumentRow> select(String where, Object... values) {
        return database.read(handle -> {
            var query = handle.createQuery(SELECT + where);
            for (int i = 0; i < values.length; i++) {
                query.bind(i, values[i]);
            }
            return query.map((row, context) -> DocumentColumns.map(row)).list();
        });
    }

    private static Optional<DocumentRow> byId(Handle handle, DocumentId id) {
        return handle.createQuery(SELECT + "id = ?")
                .bind(0, id.value())
                .map((row, context) -> DocumentColumns.map(row))
                .findOne();
    }
}
