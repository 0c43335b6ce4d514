package dev.recto.catalog;

import dev.recto.document.CollectionId;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentId;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The deletions of a catalogue. A row begins in the transaction of its document's tombstone. */
public final class DeletionRows {
    private static final int HASH_BYTES = 32;
    private final Database database;

    DeletionRows(Database database) {
        this.database = database;
    }

    /** Returns the deletion of a document that was deleted. */
    public Optional<DeletionRow> find(DocumentId document) {
        return database.read(handle -> handle.createQuery("SELECT * FROM deletion WHERE document = ?")
                .bind(0, document.value())
                .map((row, context) -> map(row))
                .findOne());
    }

    /** Returns how many kept answers show words of these documents. */
    public int answers(List<DocumentId> documents) {
        return database.read(handle -> handle.createQuery("SELECT count(DISTINCT answer) FROM answer_document"
                        + " WHERE document IN (SELECT value FROM json_each(?))")
                .bind(
                        0,
                        documents.stream()
                                .map(document -> '"' + document.value() + '"')
                                .collect(Collectors.joining(",", "[", "]")))
                .mapTo(Integer.class)
                .one());
    }

    /**
     * Says what a deletion removes; its row stands already.
     *
     * @param marks hashes of stretches of its text, to be looked for in the files
     */
    public void tell(DeletionRow deletion, long[] marks) {
        database.write(handle -> handle.execute(
                "UPDATE deletion SET documents = ?, contents = ?, passages = ?, vectors = ?, answers = ?, marks = ? WHERE document = ?",
                deletion.documents().stream().map(DocumentId::value).collect(Collectors.joining("\n")),
                deletion.contents().stream().map(ContentHash::hex).collect(Collectors.joining("\n")),
                deletion.passages(),
                deletion.vectors(),
                deletion.answers(),
                bytes(marks),
                deletion.document().value()));
    }

    /** Says that no copy is left but for what index files that were not merged yet hold. */
    public void complete(DocumentId document, boolean absent, Instant at) {
        database.write(handle -> handle.execute(
                "UPDATE deletion SET absent = ?, completed = ? WHERE document = ?",
                absent,
                at.toEpochMilli(),
                document.value()));
    }

    /** Returns the documents of a collection whose words an index file may still hold, oldest deletion first. */
    public List<DocumentId> open(CollectionId collection) {
        return database.read(handle -> handle.createQuery(
                        "SELECT document FROM deletion WHERE collection = ? AND expunged IS NULL ORDER BY deleted")
                .bind(0, collection.value())
                .map((row, context) -> new DocumentId(row.getString(1)))
                .list());
    }

    /**
     * Returns the collections that have a deletion from before this moment of which an index file may still hold words; one that is still to come
     * is from before the clock was set back.
     */
    public List<CollectionId> openBefore(Instant moment) {
        return database.read(handle -> handle.createQuery(
                        "SELECT DISTINCT collection FROM deletion WHERE expunged IS NULL AND (deleted <= ? OR deleted > ?)")
                .bind(0, moment.toEpochMilli())
                .bind(1, System.currentTimeMillis())
                .map((row, context) -> new CollectionId(row.getString(1)))
                .list());
    }

    /** Returns the hashes of stretches of a deleted document's text; none where it had none or was looked for. */
    public long[] marks(DocumentId document) {
        return database.read(handle -> handle.createQuery(
                                "SELECT marks FROM deletion WHERE document = ? AND marks IS NOT NULL")
                        .bind(0, document.value())
                        .map((row, context) -> longs(row.getBytes(1)))
                        .findOne())
                .orElse(new long[0]);
    }

    /** Returns the hashes of the texts under which vectors of deleted documents were cached; none of those that were expunged. */
    public Set<ContentHash> texts(List<DocumentId> documents) {
        return database.read(handle -> {
            var texts = new HashSet<ContentHash>();
            for (DocumentId document : documents) {
                handle.createQuery("SELECT texts FROM deletion WHERE document = ? AND texts IS NOT NULL")
                        .bind(0, document.value())
                        .map((row, context) -> row.getBytes(1))
                        .findOne()
                        .ifPresent(bytes -> hashes(bytes, texts));
            }
            return texts;
        });
    }

    static void keepTexts(Handle handle, DocumentId document, Set<ContentHash> texts) {
        if (!texts.isEmpty()) {
            var bytes = ByteBuffer.allocate(texts.size() * HASH_BYTES);
            texts.forEach(text -> bytes.put(HexFormat.of().parseHex(text.hex())));
            handle.execute("UPDATE deletion SET texts = ? WHERE document = ?", bytes.array(), document.value());
        }
    }

    private static void hashes(byte[] bytes, Set<ContentHash> into) {
        for (int from = 0; from < bytes.length; from += HASH_BYTES) {
            into.add(new ContentHash(HexFormat.of().formatHex(bytes, from, from + HASH_BYTES)));
        }
    }

    /**
     * Says that no index file holds its words any more, and what was found of them elsewhere; its marks go. A deletion that was broken off is
     * complete then.
     *
     * @param absent whether a fresh reader found nothing of it in any generation
     */
    public void expunged(DocumentId document, DeletionRow.Scan scan, boolean absent) {
        database.write(handle -> handle.execute(
                "UPDATE deletion SET expunged = ?, files = ?, bytes = ?, found = ?, marks = NULL, texts = NULL,"
                        + " absent = ?, completed = coalesce(completed, ?) WHERE document = ?",
                scan.expunged().toEpochMilli(),
                scan.files(),
                scan.bytes(),
                scan.found(),
                absent,
                scan.expunged().toEpochMilli(),
                document.value()));
    }

    private static DeletionRow map(ResultSet row) throws SQLException {
        long completed = row.getLong("completed");
        long expunged = row.getLong("expunged");
        return new DeletionRow(
                new DocumentId(row.getString("document")),
                new CollectionId(row.getString("collection")),
                row.getString("key"),
                Instant.ofEpochMilli(row.getLong("received")),
                Instant.ofEpochMilli(row.getLong("deleted")),
                lines(row.getString("documents")).map(DocumentId::new).toList(),
                lines(row.getString("contents")).map(ContentHash::new).toList(),
                row.getInt("passages"),
                row.getInt("vectors"),
                row.getInt("answers"),
                row.getBoolean("absent"),
                completed == 0 ? null : Instant.ofEpochMilli(completed),
                expunged == 0
                        ? null
                        : new DeletionRow.Scan(
                                Instant.ofEpochMilli(expunged),
                                row.getInt("files"),
                                row.getLong("bytes"),
                                row.getInt("found")));
    }

    private static Stream<String> lines(String text) {
        return text.lines().filter(line -> !line.isEmpty());
    }

    private static byte[] bytes(long[] marks) {
        var buffer = ByteBuffer.allocate(marks.length * Long.BYTES);
        buffer.asLongBuffer().put(marks);
        return buffer.array();
    }

    private static long[] longs(byte[] bytes) {
        var longs = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).asLongBuffer().get(longs);
        return longs;
    }
}
