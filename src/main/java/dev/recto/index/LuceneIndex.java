package dev.recto.index;

import dev.recto.document.DocumentFacts;
import dev.recto.document.DocumentId;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.SegmentInfos;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/**
 * A passage index in a folder, kept by Lucene: one Lucene document a passage.
 *
 * <p>Snapshots read the last commit, never the writer's buffers, so what a question sees is what a crash would leave. Where the disk
 * fails while writing, everything since the last commit is rolled back and the writer opened anew.
 */
public final class LuceneIndex implements PassageIndex {
    /** Version of fields, analysis and records; another version's index must be built again. */
    public static final int FORMAT = 2;

    /**
     * A document of fewer passages is not found by its name's own field: the name stands in each passage's words already, and drowns
     * only where there are many passages. With titles of one-passage abstracts as names, counting them lost .08 nDCG@10 on cacm.
     */
    private static final int LEAST_PASSAGES_NAMED = 8;

    private static final String FORMAT_KEY = "recto.format";
    private static final String FIELDS_KEY = "recto.vectors";
    private static final String POSITION_KEY = "recto.ledger";

    private final DurableDirectory directory;
    private final Map<String, Integer> dimensions;
    private final TextAnalysis analysis;
    private final SearcherManager searchers;
    private final CommittedFiles files;
    private @Nullable IndexWriter writer;
    private volatile long position;

    private LuceneIndex(DurableDirectory directory, Map<String, Integer> dimensions, TextAnalysis analysis)
            throws IOException {
        this.directory = directory;
        this.dimensions = dimensions;
        this.analysis = analysis;
        this.files = new CommittedFiles(directory);
        if (!DirectoryReader.indexExists(directory)) {
            writeFirstCommit();
        }
        this.position = readPosition();
        this.searchers = new SearcherManager(directory, LuceneSettings.searchers());
    }

    /**
     * Opens the index in a folder, or a new empty one where the folder has none.
     *
     * @param fields the vector fields passages may have, each of at most 4,096 dimensions
     * @throws IndexFormatException if another version wrote it, or with other vector fields
     * @throws IndexDamagedException if its files are not what was written
     * @throws UncheckedIOException if the disk fails, or it is open elsewhere
     * @throws IndexNotDurableException if the disk refuses to make its first commit durable
     */
    public static LuceneIndex open(Path folder, List<VectorField> fields) {
        try {
            return open(FSDirectory.open(folder), fields);
        } catch (IOException e) {
            if (CommittedFiles.isDamage(e)) {
                throw new IndexDamagedException("the index in " + folder + " is damaged: " + e.getMessage(), e);
            }
            throw new UncheckedIOException("The index in " + folder + " cannot be opened: " + e.getMessage(), e);
        }
    }

    static LuceneIndex open(Directory folder, List<VectorField> fields) throws IOException {
        var directory = new DurableDirectory(folder);
        Map<String, Integer> dimensions =
                fields.stream().collect(Collectors.toMap(VectorField::name, VectorField::dimensions));
        dimensions.forEach(LuceneIndex::requireDimensions);
        TextAnalysis analysis = new TextAnalysis();
        try {
            return new LuceneIndex(directory, dimensions, analysis);
        } catch (IOException | RuntimeException e) {
            analysis.close();
            directory.close();
            directory.requireDurable();
            if (e instanceof IOException || e instanceof IndexFormatException) {
                throw e;
            }
            throw new CorruptIndexException("nonsense stands in it: " + e, folder.toString(), e);
        }
    }

    @Override
    public synchronized void replace(DocumentFacts document, List<PassageEntry> passages) {
        passages.forEach(this::requireVectors);
        // one at a time while the writer takes them: a book's Lucene documents together take several times its text
        Set<String> names = passages.size() < LEAST_PASSAGES_NAMED ? Set.of() : analysis.nameTerms(document.name());
        Iterable<Document> documents = () -> passages.stream()
                .map(entry -> PassageFields.document(document, entry, names, analysis))
                .iterator();
        write(writer -> {
            if (passages.isEmpty()) {
                writer.deleteDocuments(key(document.id()));
            } else {
                writer.updateDocuments(key(document.id()), documents);
            }
        });
    }

    @Override
    public synchronized void delete(DocumentId document) {
        write(writer -> writer.deleteDocuments(key(document)));
    }

    @Override
    public synchronized void commit(long ledgerPosition) {
        write(writer -> {
            writer.setLiveCommitData(commitData(ledgerPosition).entrySet());
            writer.commit();
            position = ledgerPosition;
            searchers.maybeRefreshBlocking();
        });
    }

    /** Merges without the monitor, since that may take minutes: documents come and go meanwhile. */
    @Override
    public void expunge() {
        IndexWriter merging;
        synchronized (this) {
            try {
                merging = writer();
            } catch (IOException e) {
                throw new UncheckedIOException("The index could not be written: " + e.getMessage(), e);
            }
        }
        try {
            merging.forceMergeDeletes(true);
        } catch (IOException | IllegalStateException e) {
            throw new UncheckedIOException(
                    "What was deleted could not be taken out of the index's files: " + e.getMessage(),
                    e instanceof IOException io ? io : new IOException(e));
        }
        publishMerged();
    }

    private synchronized void publishMerged() {
        write(writer -> {
            writer.setLiveCommitData(commitData(position).entrySet());
            writer.commit();
            searchers.maybeRefreshBlocking();
            writer.deleteUnusedFiles();
        });
    }

    @Override
    public long ledgerPosition() {
        return position;
    }

    @Override
    public Snapshot snapshot() {
        try {
            IndexSearcher searcher = searchers.acquire();
            return new LuceneSnapshot(searcher, () -> searchers.release(searcher), analysis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads without the monitor, which may take seconds; it keeps the next commit from deleting files while they are looked for again. */
    @Override
    public FileState files() {
        try {
            Collection<String> names;
            synchronized (this) {
                names = files.names();
            }
            return files.damaged(names) == null ? FileState.IN_PLACE : confirmed();
        } catch (ClosedByInterruptException asked) {
            return FileState.IN_PLACE; // says nothing of the files
        } catch (FileNotFoundException | NoSuchFileException gone) {
            return FileState.MISSING;
        } catch (IOException e) {
            if (CommittedFiles.isDamage(e)) {
                return FileState.DAMAGED;
            }
            throw new UncheckedIOException("The files of the index cannot be listed: " + e.getMessage(), e);
        }
    }

    private synchronized FileState confirmed() throws IOException {
        return files.damaged(files.names()) == null ? FileState.IN_PLACE : FileState.DAMAGED;
    }

    @Override
    public synchronized List<String> check() {
        // Holding the monitor keeps the next commit from deleting files while they are read.
        return IndexCheck.check(directory);
    }

    /** Closes it as it was at the last commit; what came after is dropped. */
    @Override
    public synchronized void close() {
        try (directory;
                analysis;
                IndexWriter open = writer;
                searchers) {
            writer = null;
        } catch (IOException e) {
            throw new UncheckedIOException("The index did not close: " + e.getMessage(), e);
        }
    }

    private void write(Change change) {
        try {
            change.apply(writer());
        } catch (IOException | IllegalStateException e) {
            IOException failure = e instanceof IOException io ? io : new IOException(e);
            rollBack(failure);
            directory.requireDurable();
            throw new UncheckedIOException(
                    "The index could not be written and is as it was at its last commit: " + e.getMessage(), failure);
        }
    }

    /** Drops everything since the last commit; the next change opens a new writer. */
    private void rollBack(IOException cause) {
        IndexWriter failed = writer;
        writer = null;
        if (failed != null) {
            try {
                failed.rollback();
            } catch (IOException | RuntimeException e) {
                cause.addSuppressed(e);
            }
        }
    }

    private void writeFirstCommit() throws IOException {
        try (IndexWriter first = new IndexWriter(directory, LuceneSettings.writer(analysis.analyzer()))) {
            first.setLiveCommitData(commitData(0).entrySet());
            first.commit();
        }
    }

    private Map<String, String> commitData(long ledgerPosition) {
        return Map.of(
                FORMAT_KEY, Integer.toString(FORMAT),
                FIELDS_KEY, fieldNames(),
                POSITION_KEY, Long.toString(ledgerPosition));
    }

    /** Opened on the first change, so that a process that only asks takes no write lock. */
    private IndexWriter writer() throws IOException {
        IndexWriter open = writer;
        if (open == null || !open.isOpen()) {
            open = new IndexWriter(directory, LuceneSettings.writer(analysis.analyzer()));
            writer = open;
        }
        return open;
    }

    private long readPosition() throws IOException {
        try {
            Map<String, String> data = SegmentInfos.readLatestCommit(directory).getUserData();
            String format = data.get(FORMAT_KEY);
            if (!Integer.toString(FORMAT).equals(format)) {
                throw new IndexFormatException("The index has format " + format + " and this version needs " + FORMAT
                        + ": re-index the collection.");
            }
            if (!fieldNames().equals(data.get(FIELDS_KEY))) {
                throw new IndexFormatException("The index was built with the embeddings " + data.get(FIELDS_KEY)
                        + " and the configuration asks for " + fieldNames() + ": re-index the collection.");
            }
            return Long.parseLong(data.getOrDefault(POSITION_KEY, "0"));
        } catch (IndexFormatTooOldException | IndexFormatTooNewException e) {
            throw new IndexFormatException(
                    "Another version of Lucene wrote the index (" + e.getMessage() + "): re-index the collection.");
        }
    }

    private String fieldNames() {
        return new TreeMap<>(dimensions).toString();
    }

    private void requireVectors(PassageEntry entry) {
        for (PassageVector vector : entry.vectors()) {
            Integer expected = dimensions.get(vector.field());
            if (expected == null || expected != vector.vector().length) {
                throw new IllegalArgumentException("Passage " + entry.id() + " has a vector " + vector.field() + " of "
                        + vector.vector().length + " dimensions; the index has " + fieldNames());
            }
        }
    }

    private static void requireDimensions(String field, int dimensions) {
        if (dimensions < 1 || dimensions > WideVectorCodec.MOST_DIMENSIONS) {
            throw new IllegalArgumentException(
                    field + ": dimensions must be 1 to " + WideVectorCodec.MOST_DIMENSIONS + ": " + dimensions);
        }
    }

    private static Term key(DocumentId document) {
        return new Term(PassageFields.DOCUMENT, document.value());
    }

    /** One change to the writer. */
    private interface Change {
        void apply(IndexWriter writer) throws IOException;
    }
}
