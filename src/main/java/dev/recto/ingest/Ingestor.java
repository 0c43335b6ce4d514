package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentDescription;
import dev.recto.catalog.DocumentRow;
import dev.recto.document.DocumentId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Takes files into a collection, keeps them true to their source, and deletes them. One ingest at a time for each collection. */
public final class Ingestor {
    /** Within this time after a deletion no file of an index holds the words; a document in hand that takes longer comes first. Chosen. */
    public static final Duration EXPUNGED_WITHIN = Duration.ofMinutes(15);

    private final IngestParts house;
    private final CollectionTurns turns = new CollectionTurns();
    private final Purge purge;
    private final Wholeness wholeness;
    private final Deletions deletions;
    private final IndexMending mending;
    private final DocumentWork documents;
    private final FolderIngest folders;

    public Ingestor(IngestParts house) {
        this.house = house;
        var burial = new Burial(house, new StoredReadings(house.home()));
        var rebuild = new IndexRebuild(house);
        this.purge = new Purge(burial);
        this.wholeness = new Wholeness(rebuild, purge, turns);
        this.deletions = new Deletions(house, burial, turns, wholeness, purge);
        this.mending = new IndexMending(house, rebuild, wholeness);
        this.documents = new DocumentWork(house, burial, purge, wholeness);
        this.folders = new FolderIngest(house, burial, turns, purge, wholeness, documents);
    }

    /**
     * Takes in files and folders, and first whatever an earlier run left undone.
     *
     * @return what was done; a file that fails is a line in it, never an exception
     * @throws dev.recto.catalog.StorageFailedException if the disk refuses to make bytes durable; the process must stop
     * @throws dev.recto.embed.EmbeddingException if embedding failed several times in a row
     * @throws InterruptedException if the caller is interrupted; what was reported as finished stays, the rest goes on with the
     *     next ingest
     */
    public IngestSummary ingest(CollectionRow collection, IngestRequest request, IngestListener listener)
            throws InterruptedException {
        return folders.ingest(collection, () -> FolderScan.scan(request.paths(), house.home()), request, listener);
    }

    /** Takes in what a scan found, without looking again. */
    IngestSummary ingest(CollectionRow collection, FolderScan.Found found) throws InterruptedException {
        var request = new IngestRequest(found.folders(), Map.of(), false);
        return folders.ingest(collection, () -> found, request, IngestListener.SILENT);
    }

    /**
     * Takes documents that wait through to the index, oldest first: a turn of the work in the background, short enough for those who
     * wait for the collection. Does nothing while somebody else works on it, waits to delete something, or builds its index from nothing.
     *
     * @param turn how much to take on
     * @throws dev.recto.catalog.StorageFailedException if the disk refuses to make bytes durable; the process must stop
     * @throws dev.recto.embed.EmbeddingException if embedding failed several times in a row
     * @throws InterruptedException if the caller is interrupted; what was indexed by then is committed first
     */
    public TurnEnd takeOn(CollectionRow collection, Turn turn, IngestListener listener) throws InterruptedException {
        ReentrantLock work = working(collection);
        if (wholeness.building(collection) || !work.tryLock()) {
            return TurnEnd.IDLE;
        }
        try {
            List<DocumentRow> rows = turn.of(house.catalog().queue().first(collection.id(), turn.documents()));
            if (rows.isEmpty()) {
                return TurnEnd.IDLE;
            }
            rebuildIfMissing(collection, listener);
            var tally = new IngestTally(listener);
            tally.expect(rows.size(), rows.stream().mapToLong(DocumentRow::size).sum());
            var handedOut = new TurnRows(rows.iterator(), 0, () -> documents.awaited(work));
            documents.run(collection, handedOut, tally);
            if (!handedOut.begun()) {
                return TurnEnd.IDLE;
            }
            return rows.stream().anyMatch(this::doneWith) ? TurnEnd.WORKED : TurnEnd.STUCK;
        } finally {
            work.unlock();
        }
    }

    /**
     * Changes a document's metadata or access. When this returns, questions find the document, and what stands in it, as it is now.
     *
     * @return its row
     * @throws NoSuchElementException if it is deleted
     * @throws dev.recto.embed.EmbeddingException if embedding failed several times in a row; what questions find changes later then
     * @throws InterruptedException if the caller is interrupted; what questions find changes later then
     */
    public DocumentRow describe(CollectionRow collection, DocumentDescription wanted) throws InterruptedException {
        ReentrantLock work = working(collection);
        work.lockInterruptibly();
        try {
            DocumentRow row = house.catalog().documents().describe(wanted).orElseThrow();
            if (row.state().waiting()) { // nobody has it in hand: that takes this lock
                rebuildIfMissing(collection, IngestListener.SILENT);
                documents.run(collection, List.of(row).iterator(), new IngestTally(IngestListener.SILENT));
            }
            return house.catalog().documents().find(row.id()).orElseThrow();
        } finally {
            work.unlock();
        }
    }

    /**
     * Deletes a document with its attachments and archive entries: tombstone, index, cached vectors, what was read, original.
     *
     * @throws NoSuchElementException if the collection has no such document
     * @throws IllegalArgumentException if it stands in another document, which must be deleted instead
     */
    public DeletionReceipt delete(CollectionRow collection, DocumentId document) throws InterruptedException {
        return deletions.delete(collection, document);
    }

    /** Returns what the deletion of a document removed so far; empty where it was not deleted by itself. */
    public Optional<DeletionReceipt> receipt(CollectionRow collection, DocumentId document) {
        return deletions.receipt(collection, document);
    }

    /**
     * Takes the words of what was deleted from a collection out of the files that only mark them as deleted, and looks for them in every
     * file. Takes as long as writing anew what they stand in.
     *
     * @return whether that was done; not while others work on the collection
     */
    public boolean expunge(CollectionRow collection) {
        ReentrantLock work = working(collection);
        if (!work.tryLock()) {
            return false;
        }
        try {
            return new Expunge(house).run(collection);
        } finally {
            work.unlock();
        }
    }

    /**
     * Makes a collection's index whole where it is missing, damaged, broken off or behind the catalogue, from what was read before. Once it
     * is whole this costs nothing until the next change; while another thread makes it whole this waits.
     *
     * @return whether there was anything to do
     */
    public boolean rebuildIfMissing(CollectionRow collection, IngestListener listener) throws InterruptedException {
        return wholeness.make(collection, listener);
    }

    /**
     * As {@link #rebuildIfMissing}, before a question: it does not wait for an index that another thread builds from nothing.
     *
     * @throws IndexBuildingException if another does
     */
    public void rebuildForQuestion(CollectionRow collection) throws InterruptedException {
        wholeness.makeForQuestion(collection);
    }

    /** Returns what notices that files of an index are gone or damaged, and has it built again. */
    IndexMending mending() {
        return mending;
    }

    /** Deletes a collection with all its documents, their vectors, its index, and every content that no other collection has. */
    public void delete(CollectionRow collection) {
        ReentrantLock work = working(collection);
        work.lock();
        try {
            wholeness.doubt(collection);
            deletions.deleteAll(collection);
        } finally {
            work.unlock();
        }
        turns.forget(collection.id());
        try {
            purge.soon();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // what is left of it is removed with the next work
        }
    }

    /** Returns the lock held while contents are read, which keeps them from being removed. */
    Lock reading() {
        return purge.reading();
    }

    /**
     * Does something while nobody takes in, describes or deletes documents of a collection, nor makes its index whole. Questions are
     * answered meanwhile.
     *
     * @throws InterruptedException if the caller is interrupted while it waits
     */
    void alone(CollectionRow collection, AloneWork work) throws InterruptedException {
        wholeness.alone(collection, work);
    }

    /** What is done alone. */
    interface AloneWork {
        void run() throws InterruptedException;
    }

    /** Returns the lock held while bytes are kept and given to a document. */
    Lock keeping() {
        return purge.keeping();
    }

    private ReentrantLock working(CollectionRow collection) {
        return turns.working(collection.id());
    }

    private boolean doneWith(DocumentRow row) {
        return house.catalog()
                .documents()
                .find(row.id())
                .filter(now -> now.reception() == row.reception() && now.state().waiting())
                .isEmpty();
    }
}
