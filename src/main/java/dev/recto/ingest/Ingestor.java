package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentDescription;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.DocumentState;
import dev.recto.document.DocumentId;
import dev.recto.index.PassageIndex;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes files into a collection, keeps them true to their source, and deletes them. One ingest at a time for each collection. */
public final class Ingestor {
    /** Documents of an ingest that are worked on at least before others have their turn, so that it comes to an end. Chosen. */
    private static final int LEAST_OF_A_TURN = 1;
    /** Within this time after a deletion no file of an index holds the words; a document in hand that takes longer comes first. Chosen. */
    public static final Duration EXPUNGED_WITHIN = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger(Ingestor.class);

    private final IngestParts house;
    private final Burial burial;
    private final IndexRebuild rebuild;
    private final CollectionTurns turns = new CollectionTurns();
    private final Purge purge;
    private final Wholeness wholeness;
    private final Deletions deletions;
    private final IndexMending mending;

    public Ingestor(IngestParts house) {
        this.house = house;
        this.burial = new Burial(house, new StoredReadings(house.home()));
        this.rebuild = new IndexRebuild(house);
        this.purge = new Purge(burial);
        this.wholeness = new Wholeness(rebuild, purge, turns);
        this.deletions = new Deletions(house, burial, turns, wholeness, purge);
        this.mending = new IndexMending(house, rebuild, wholeness);
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
        return ingest(collection, () -> FolderScan.scan(request.paths(), house.home()), request, listener);
    }

    /** Takes in what a scan found, without looking again. */
    IngestSummary ingest(CollectionRow collection, FolderScan.Found found) throws InterruptedException {
        var request = new IngestRequest(found.folders(), Map.of(), false);
        return ingest(collection, () -> found, request, IngestListener.SILENT);
    }

    private IngestSummary ingest(
            CollectionRow collection, Supplier<FolderScan.Found> scan, IngestRequest request, IngestListener listener)
            throws InterruptedException {
        ReentrantLock alone = turns.ingesting(collection.id());
        alone.lockInterruptibly();
        try {
            ReentrantLock work = working(collection);
            work.lockInterruptibly();
            try {
                return ingestAlone(collection, scan.get(), request, listener);
            } finally {
                if (work.isHeldByCurrentThread()) { // not where it was broken off while others had their turn
                    work.unlock();
                }
            }
        } finally {
            alone.unlock();
        }
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
            var handedOut = new TurnRows(rows.iterator(), 0, () -> awaited(work));
            run(collection, handedOut, tally);
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
            if (row.state() == DocumentState.RECEIVED) {
                rebuildIfMissing(collection, IngestListener.SILENT);
                run(collection, List.of(row).iterator(), new IngestTally(IngestListener.SILENT));
            }
            return house.catalog().documents().find(row.id()).orElseThrow();
        } finally {
            work.unlock();
        }
    }

    private IngestSummary ingestAlone(
            CollectionRow collection, FolderScan.Found found, IngestRequest request, IngestListener listener)
            throws InterruptedException {
        var tally = new IngestTally(listener);
        // buried first: what an earlier run left undone must not be resumed for a file that is gone
        List<DocumentRow> vanished = request.sync() ? vanished(collection, found, tally) : List.of();
        tally.deleted(burial.bury(vanished, "sync").documents().size());
        IngestPlan plan = IngestPlan.of(house.catalog(), collection, found, request.metadata(), house.limits());
        announce(found, plan, tally);
        if (plan.hasWork() || rebuild.missing(collection)) {
            wholeness.doubt(collection);
            rebuildIfMissing(collection, listener);
            takeIn(collection, plan, request, tally);
        } else {
            purge.ifIdle();
        }
        return tally.summary(found.missing());
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

    private boolean awaited(ReentrantLock work) {
        return purge.isAwaited() || work.hasQueuedThreads();
    }

    private boolean doneWith(DocumentRow row) {
        return house.catalog()
                .documents()
                .find(row.id())
                .filter(now -> now.reception() == row.reception() && now.state().waiting())
                .isEmpty();
    }

    private void takeIn(CollectionRow collection, IngestPlan plan, IngestRequest request, IngestTally tally)
            throws InterruptedException {
        var intake = new Intake(house, collection, plan, request.metadata(), tally);
        ReentrantLock work = working(collection);
        run(collection, new TurnRows(intake, LEAST_OF_A_TURN, () -> awaited(work)), tally);
        while (intake.left()) {
            giveWay(collection, work);
            run(collection, new TurnRows(intake, LEAST_OF_A_TURN, () -> awaited(work)), tally);
        }
    }

    /** Lets those who wait for a collection have their turn; the lock is fair, so they all come first. */
    private void giveWay(CollectionRow collection, ReentrantLock work) throws InterruptedException {
        work.unlock();
        work.lockInterruptibly();
        if (house.catalog().collections().find(collection.id()).isEmpty()) {
            throw new NoSuchElementException("The collection '" + collection.name() + "' was deleted meanwhile.");
        }
    }

    private void run(CollectionRow collection, Iterator<DocumentRow> documents, IngestTally tally)
            throws InterruptedException {
        boolean done = false;
        purge.reading().lock();
        try (HeldGeneration held = house.indexes().hold(collection);
                var thread = new IndexThread()) {
            PassageIndex index = held.index();
            var target = new IndexTarget(collection, held.row(), index, "ingest", false);
            Sweep.sweep(house.catalog(), collection, index, thread);
            new IngestPipeline(house, target, tally).run(documents, new ChildIntake(house, burial, collection, tally));
            Sweep.sweep(house.catalog(), collection, index, thread);
            done = true;
        } finally {
            if (!done) {
                wholeness.doubt(collection);
            }
            purge.reading().unlock();
        }
        purge.ifIdle(); // what a deletion did not wait for
    }

    private List<DocumentRow> vanished(CollectionRow collection, FolderScan.Found found, IngestTally tally) {
        FolderSync.Result result = new FolderSync(house.catalog(), collection).compare(found);
        result.refused().forEach(tally::warned);
        return result.vanished();
    }

    private static void announce(FolderScan.Found found, IngestPlan plan, IngestTally tally) {
        tally.expect(plan.known().size() + plan.wanted().size() + plan.resumed().size(), plan.bytes());
        tally.found();
        found.refused().forEach(tally::refused);
        plan.known().forEach(known -> tally.finished(known.key(), known.outcome()));
    }
}
