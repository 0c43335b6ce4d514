package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DeletionRow;
import dev.recto.catalog.DocumentDescription;
import dev.recto.catalog.DocumentPage;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.DocumentState;
import dev.recto.document.CollectionId;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentId;
import dev.recto.index.PassageIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes files into a collection, keeps them true to their source, and deletes them. One ingest at a time for each collection. */
public final class Ingestor {
    private static final int DELETED_TOGETHER = 200;
    /** Documents of an ingest that are worked on at least before others have their turn, so that it comes to an end. Chosen. */
    private static final int LEAST_OF_A_TURN = 1;
    /**
     * How often a document is taken out of the index: a write that fails beside it, as on a full disk, takes back whatever nobody had
     * committed, removals too. Work in hand is no reason: {@link LivingIndex} lets none of it in.
     */
    private static final int MOST_REMOVALS = 2;

    /** How long a deletion waits for the documents in hand; new work waits for it meanwhile. Chosen. */
    private static final long LONGEST_WAIT_MILLIS = 3_000;

    /** Within this time after a deletion no file of an index holds the words; a document in hand that takes longer comes first. Chosen. */
    public static final Duration EXPUNGED_WITHIN = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger(Ingestor.class);

    private final IngestParts house;
    private final Burial burial;
    private final IndexRebuild rebuild;
    /** Held to read while documents are worked on, to write while contents that nobody has are removed. */
    private final ReentrantReadWriteLock contents = new ReentrantReadWriteLock();
    /** Held to read while bytes are kept and given to a document, to write while those of one content are removed. */
    private final ReadWriteLock keeping = new ReentrantReadWriteLock();
    /** Held by whoever works on a collection's documents: one at a time. */
    private final Map<CollectionId, ReentrantLock> working = new ConcurrentHashMap<>();
    /** Held by a whole ingest of a collection, which lets others have their turn between its documents, but no other ingest. */
    private final Map<CollectionId, ReentrantLock> ingesting = new ConcurrentHashMap<>();
    /** Held to read while something is deleted, to write while another generation comes to answer. */
    private final Map<CollectionId, ReadWriteLock> switching = new ConcurrentHashMap<>();
    /** Held while an index is made whole. */
    private final ReentrantLock wholeness = new ReentrantLock();
    /** Whether contents wait to be removed until the documents in hand are done. */
    private volatile boolean purgeWanted;
    /** Collections whose index is known to be whole: this process holds the home, so nobody else can change that. */
    private final Set<CollectionId> whole = ConcurrentHashMap.newKeySet();

    public Ingestor(IngestParts house) {
        this.house = house;
        this.burial = new Burial(house, new StoredReadings(house.home()));
        this.rebuild = new IndexRebuild(house);
    }

    /**
     * Takes in files and folders, and first whatever an earlier run left undone.
     *
     * @return what was done; a file that fails is a line in it, never an exception
     * @throws dev.recto.catalog.StorageFailedException if the disk refuses to make bytes durable; the process must stop
     * @throws dev.recto.embed.EmbeddingException if embedding failed several times in a row
     * @throws IndexBrokenException if the collection's index is damaged
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
        ReentrantLock alone = ingesting.computeIfAbsent(collection.id(), id -> new ReentrantLock());
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
     * wait for the collection. Does nothing while somebody else works on it, or waits to delete something.
     *
     * @param turn how much to take on
     * @throws dev.recto.catalog.StorageFailedException if the disk refuses to make bytes durable; the process must stop
     * @throws dev.recto.embed.EmbeddingException if embedding failed several times in a row
     * @throws IndexBrokenException if the collection's index is damaged
     * @throws InterruptedException if the caller is interrupted; what was indexed by then is committed first
     */
    public TurnEnd takeOn(CollectionRow collection, Turn turn, IngestListener listener) throws InterruptedException {
        ReentrantLock work = working(collection);
        if (!work.tryLock()) {
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
            whole.remove(collection.id());
            rebuildIfMissing(collection, listener);
            takeIn(collection, plan, request, tally);
        } else {
            purgeIfIdle();
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
        DocumentRow row = house.catalog()
                .documents()
                .find(document)
                .filter(one -> one.collection().equals(collection.id()) && one.state() != DocumentState.DELETED)
                .orElseThrow(() -> new NoSuchElementException(
                        "There is no document " + document + " in '" + collection.name() + "'."));
        if (row.parent() != null) {
            throw new IllegalArgumentException("'" + row.key() + "' stands in another document. Delete that one.");
        }
        Burial.Buried buried;
        boolean absent;
        ReadWriteLock turns = switching(collection);
        turns.readLock().lockInterruptibly();
        try {
            whole.remove(collection.id());
            buried = burial.bury(List.of(row), "delete");
            whole.remove(collection.id()); // again: it may have come to be whole without the tombstones meanwhile
            house.catalog().deletions().tell(told(row, buried), buried.marks());
            absent = removeFromIndex(collection, buried);
        } finally {
            turns.readLock().unlock();
        }
        purgeSoon();
        house.catalog().deletions().complete(row.id(), absent, Instant.ofEpochMilli(System.currentTimeMillis()));
        return receipt(collection, row.id()).orElseThrow();
    }

    /** Returns what the deletion of a document removed so far; empty where it was not deleted by itself. */
    public Optional<DeletionReceipt> receipt(CollectionRow collection, DocumentId document) {
        return house.catalog()
                .deletions()
                .find(document)
                .filter(deletion -> deletion.collection().equals(collection.id()) && deletion.completed() != null)
                .map(deletion -> receipt(collection, deletion));
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
     * Makes a collection's index whole where it is missing, broken off or behind the catalogue, from what was read before. Once it
     * is whole this costs nothing until the next change, so it comes before every question; while another thread makes it whole this
     * waits.
     *
     * @return whether there was anything to do
     * @throws IndexBrokenException if its files are damaged; {@link Consistency#repair} builds it again
     */
    public boolean rebuildIfMissing(CollectionRow collection, IngestListener listener) throws InterruptedException {
        if (whole.contains(collection.id())) {
            return false;
        }
        wholeness.lockInterruptibly();
        try {
            if (whole.contains(collection.id())) {
                return false;
            }
            boolean behind = false;
            do { // what is deleted while another generation is built is to be taken out of that one
                behind |= rebuild.makeWhole(collection, listener);
                purgeIfIdle();
                whole.add(collection.id());
            } while (rebuild.behind(collection));
            return behind;
        } finally {
            wholeness.unlock();
        }
    }

    /**
     * Builds the index that answers for a collection anew where files of it were deleted while it is open, from what was read and the cached
     * vectors. Questions are answered meanwhile; whoever takes in or deletes documents waits.
     *
     * @return whether files were missing
     */
    boolean mend(CollectionRow collection) throws InterruptedException {
        if (!house.indexes().lost(collection)) {
            return false;
        }
        int number = house.indexes().generation(collection).number();
        String sentence = "Files of the index of generation " + number
                + " were deleted while it was open. It is built again from what was read; nothing is lost.";
        LOG.warn("Collection {}: {}", collection.id(), sentence);
        house.catalog().generations().note(collection.id(), number, "lost", "files missing", sentence);
        alone(collection, () -> rebuild.anew(collection, IngestListener.SILENT));
        return true;
    }

    /** Deletes a collection with all its documents, their vectors, its index, and every content that no other collection has. */
    public void delete(CollectionRow collection) {
        ReentrantLock work = working(collection);
        work.lock();
        try {
            deleteAlone(collection);
        } finally {
            work.unlock();
        }
        working.remove(collection.id());
        ingesting.remove(collection.id());
        switching.remove(collection.id());
        try {
            purgeSoon();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // what is left of it is removed with the next work
        }
    }

    private void deleteAlone(CollectionRow collection) {
        whole.remove(collection.id());
        DocumentPage page = house.catalog().documents().list(collection.id(), null, null, DELETED_TOGETHER);
        burial.bury(page.documents(), "delete");
        while (page.next() != null) {
            page = house.catalog().documents().list(collection.id(), null, page.next(), DELETED_TOGETHER);
            burial.bury(page.documents(), "delete");
        }
        house.catalog().collections().delete(collection.id());
        house.indexes().delete(collection);
    }

    /** Returns the lock held while contents are read, which keeps them from being removed. */
    Lock reading() {
        return contents.readLock();
    }

    /**
     * Does something while nobody takes in, describes or deletes documents of a collection, nor makes its index whole. Questions are
     * answered meanwhile.
     *
     * @throws InterruptedException if the caller is interrupted while it waits
     */
    void alone(CollectionRow collection, AloneWork work) throws InterruptedException {
        ReentrantLock working = working(collection);
        Lock turn = switching(collection).writeLock();
        working.lockInterruptibly();
        try {
            turn.lockInterruptibly();
            try {
                wholeness.lockInterruptibly();
                try {
                    work.run();
                } finally {
                    whole.remove(collection.id());
                    wholeness.unlock();
                }
            } finally {
                turn.unlock();
            }
        } finally {
            working.unlock();
        }
    }

    /** What is done alone. */
    interface AloneWork {
        void run() throws InterruptedException;
    }

    /** Returns the lock held while bytes are kept and given to a document. */
    Lock keeping() {
        return keeping.readLock();
    }

    private ReadWriteLock switching(CollectionRow collection) {
        return switching.computeIfAbsent(collection.id(), id -> new ReentrantReadWriteLock());
    }

    private ReentrantLock working(CollectionRow collection) {
        return working.computeIfAbsent(collection.id(), id -> new ReentrantLock(true));
    }

    private boolean awaited(ReentrantLock work) {
        return purgeWanted || contents.hasQueuedThreads() || work.hasQueuedThreads();
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
        contents.readLock().lock();
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
                whole.remove(collection.id());
            }
            contents.readLock().unlock();
        }
        purgeIfIdle(); // what a deletion did not wait for
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

    private boolean removeFromIndex(CollectionRow collection, Burial.Buried buried) throws InterruptedException {
        rebuild.catchUp(collection, IngestListener.SILENT);
        try (HeldGeneration held = house.indexes().hold(collection)) {
            try (var thread = new IndexThread()) {
                Sweep.sweep(house.catalog(), collection, held.index(), thread);
                boolean absent = absent(held, buried);
                for (int attempt = 1; !absent && attempt < MOST_REMOVALS; attempt++) {
                    long position = held.index().ledgerPosition();
                    thread.run(
                            () -> buried.documents().forEach(row -> held.index().delete(row.id())));
                    thread.run(() -> held.index().commit(position));
                    absent = absent(held, buried);
                }
                return absent;
            }
        }
    }

    private static boolean absent(HeldGeneration held, Burial.Buried buried) {
        try (PassageIndex.Snapshot snapshot = held.index().snapshot()) {
            return buried.documents().stream().allMatch(row -> snapshot.count(row.id()) == 0);
        }
    }

    /** Removes what nobody has any more once the documents in hand are done; where that takes long, the work on them does it at its end. */
    private void purgeSoon() throws InterruptedException {
        if (contents.writeLock().tryLock(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
            try {
                burial.purge(keeping.writeLock());
            } finally {
                contents.writeLock().unlock();
            }
        } else {
            purgeWanted = true; // no further document is begun before it
        }
    }

    /** Removes what an earlier run left, unless contents come in just now; the next run then does. */
    private void purgeIfIdle() {
        if (contents.writeLock().tryLock()) {
            try {
                purgeWanted = false;
                burial.purge(keeping.writeLock());
            } finally {
                contents.writeLock().unlock();
            }
        }
    }

    /** Returns what a burial removed, as far as it is known then. */
    private DeletionRow told(DocumentRow row, Burial.Buried buried) {
        DeletionRow begun = house.catalog().deletions().find(row.id()).orElseThrow();
        return new DeletionRow(
                begun.document(),
                begun.collection(),
                begun.key(),
                begun.received(),
                begun.deleted(),
                Burial.ids(buried.documents()),
                List.copyOf(buried.contents()),
                buried.documents().stream().mapToInt(DocumentRow::passages).sum(),
                buried.vectors(),
                buried.answers(),
                false,
                null,
                null);
    }

    private DeletionReceipt receipt(CollectionRow collection, DeletionRow deletion) {
        var unheld = Set.copyOf(house.catalog().documents().unheld());
        return new DeletionReceipt(
                collection.name(),
                deletion,
                deletion.contents().stream()
                        .filter(house.catalog().documents()::holds)
                        .map(ContentHash::hex)
                        .toList(),
                deletion.contents().stream()
                        .filter(unheld::contains)
                        .map(ContentHash::hex)
                        .toList(),
                house.catalog().backups().between(deletion.received(), deletion.deleted()),
                deletion.deleted().plus(EXPUNGED_WITHIN));
    }
}
