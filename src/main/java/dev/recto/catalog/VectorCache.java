package dev.recto.catalog;

import dev.recto.document.ContentHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.JdbiException;

/**
 * Every vector ever computed, by model and SHA-256 of exactly the text that was embedded, so that nothing is embedded twice.
 *
 * <p>Kept in a database of its own: it can be lost without losing anything but time, and a backup may leave it out. For the same
 * reason its commits need not survive a power cut ({@code synchronous=NORMAL}); the file stays consistent all the same.
 */
public final class VectorCache implements AutoCloseable {
    private static final int SCHEMA = 1;
    private static final int GROUP = 200;
    private static final HexFormat HEX = HexFormat.of();

    private final Path file;
    private volatile Database database;

    private VectorCache(Path file, Database database) {
        this.file = file;
        this.database = database;
    }

    /**
     * Opens a cache, making it where it is missing.
     *
     * @throws CatalogException if the file is broken; it may then be deleted
     */
    public static VectorCache open(Path file) {
        return new VectorCache(file, database(file));
    }

    /**
     * Sets a damaged cache aside, whether it is open or cannot be opened, so that the next one begins empty: what is needed is computed again.
     *
     * @param folder takes the files
     */
    public static void setAside(Path file, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String end : List.of("", "-wal", "-shm")) {
            Path one = file.resolveSibling(file.getFileName() + end);
            if (Files.exists(one)) {
                Files.move(one, folder.resolve(one.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /**
     * Sets this cache's file aside and goes on with an empty one. Nobody else may use it meanwhile.
     *
     * @param folder takes the files
     */
    public void renew(Path folder) throws IOException {
        database.close();
        setAside(file, folder);
        database = database(file);
    }

    private static Database database(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var database = new Database(file, "NORMAL");
            try {
                prepare(database);
            } catch (JdbiException | CatalogException e) {
                database.close();
                throw e;
            }
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder of " + file + ": " + e.getMessage(), e);
        } catch (SQLException | JdbiException | CatalogException e) {
            throw new CatalogException(
                    "The cache of vectors " + file + " cannot be opened (" + e.getMessage()
                            + "). Delete it: its vectors are then computed again.",
                    e);
        }
    }

    /** Returns the vectors that are there, by text hash. */
    public Map<ContentHash, CachedVector> get(String model, Collection<ContentHash> texts) {
        var found = new HashMap<ContentHash, CachedVector>();
        for (List<ContentHash> group : groups(texts)) {
            database.read(handle -> handle.createQuery(
                            "SELECT text, vector, sentences FROM vector WHERE model = :model AND text IN (<texts>)")
                    .bind("model", model)
                    .bindList("texts", group.stream().map(VectorCache::key).toList())
                    .map((row, context) -> found.put(
                            new ContentHash(HEX.formatHex(row.getBytes("text"))),
                            new CachedVector(floats(row.getBytes("vector")), sentences(row.getBytes("sentences")))))
                    .list());
        }
        return found;
    }

    /** Keeps vectors, in one transaction. */
    public void put(String model, Map<ContentHash, CachedVector> vectors) {
        if (vectors.isEmpty()) {
            return;
        }
        database.write(handle -> {
            var batch = handle.prepareBatch(
                    "INSERT INTO vector (model, text, vector, sentences) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING");
            vectors.forEach(
                    (text, cached) -> batch.add(model, key(text), bytes(cached.vector()), bytes(cached.sentences())));
            return batch.execute();
        });
    }

    /** Keeps every model's vectors of texts under others, by the text that they were computed from. */
    public void rename(Map<ContentHash, ContentHash> texts) {
        if (!texts.isEmpty()) {
            database.write(handle -> {
                var batch = handle.prepareBatch("UPDATE OR REPLACE vector SET text = ? WHERE text = ?");
                texts.forEach((from, to) -> batch.add(key(to), key(from)));
                return batch.execute();
            });
        }
    }

    /** Removes every model's vectors of these texts and returns how many there were. */
    public int remove(Collection<ContentHash> texts) {
        int removed = 0;
        for (List<ContentHash> group : groups(texts)) {
            removed += database.write(handle -> handle.createUpdate("DELETE FROM vector WHERE text IN (<texts>)")
                    .bindList("texts", group.stream().map(VectorCache::key).toList())
                    .execute());
        }
        return removed;
    }

    /**
     * Writes a copy of the cache as it is now, while it is used, and makes it durable.
     *
     * @param file a file that is not there
     */
    public void copyTo(Path file) throws IOException {
        database.copyTo(file);
    }

    /**
     * Takes what was removed out of the database's log too.
     *
     * @return whether that was done; not while somebody reads an earlier state
     */
    public boolean emptyLog() {
        return database.emptyLog();
    }

    /** Checks the database's own pages and returns what is wrong, a sentence each; empty when it is sound. */
    public List<String> check() {
        return database
                .read(handle -> handle.createQuery("PRAGMA integrity_check")
                        .mapTo(String.class)
                        .list())
                .stream()
                .filter(line -> !line.equals("ok"))
                .map(line -> "The cache of vectors (embeddings.db) is damaged: " + line
                        + ". doctor --repair begins an empty one; it is filled again.")
                .toList();
    }

    /** Returns the number of vectors kept. */
    public long size() {
        return database.read(handle -> handle.createQuery("SELECT count(*) FROM vector")
                .mapTo(Long.class)
                .one());
    }

    @Override
    public void close() {
        database.close();
    }

    private static void prepare(Database database) {
        database.write(handle -> {
            int version = handle.createQuery("PRAGMA user_version")
                    .mapTo(Integer.class)
                    .one();
            if (version == SCHEMA) {
                return 0;
            }
            handle.execute("DROP TABLE IF EXISTS vector");
            handle.execute("CREATE TABLE vector (model TEXT NOT NULL, text BLOB NOT NULL, vector BLOB NOT NULL,"
                    + " sentences BLOB NOT NULL) STRICT");
            handle.execute("CREATE UNIQUE INDEX vector_key ON vector (text, model)");
            return handle.execute("PRAGMA user_version = " + SCHEMA);
        });
    }

    private static List<List<ContentHash>> groups(Collection<ContentHash> texts) {
        var all = List.copyOf(texts);
        var groups = new ArrayList<List<ContentHash>>();
        for (int from = 0; from < all.size(); from += GROUP) {
            groups.add(all.subList(from, Math.min(all.size(), from + GROUP)));
        }
        return groups;
    }

    private static byte[] key(ContentHash text) {
        return HEX.parseHex(text.hex());
    }

    private static byte[] bytes(float[] vector) {
        ByteBuffer buffer = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(vector);
        return buffer.array();
    }

    private static float[] floats(byte[] bytes) {
        var vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }

    private static byte[] bytes(List<byte[]> sentences) {
        int length = sentences.stream()
                .mapToInt(sentence -> Integer.BYTES + sentence.length)
                .sum();
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        sentences.forEach(sentence -> buffer.putInt(sentence.length).put(sentence));
        return buffer.array();
    }

    private static List<byte[]> sentences(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        var sentences = new ArrayList<byte[]>();
        while (buffer.hasRemaining()) {
            var sentence = new byte[buffer.getInt()];
            buffer.get(sentence);
            sentences.add(sentence);
        }
        return sentences;
    }
}
