package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** One ingest of files and folders: what vanished is buried, what came or changed is taken in, others having their turns in between. */
final class FolderIngest {
    /** Documents of an ingest that are worked on at least before others have their turn, so that it comes to an end. Chosen. */
    private static final int LEAST_OF_A_TURN = 1;

    private final IngestParts house;
    private final Burial burial;
    private final CollectionTurns turns;
    private final Purge purge;
    private final Wholeness wholeness;
    private final DocumentWork work;

    FolderIngest(
            IngestParts house,
            Burial burial,
            CollectionTurns turns,
            Purge purge,
            Wholeness wholeness,
            DocumentWork work) {
        this.house = house;
        this.burial = burial;
        this.turns = turns;
        this.purge = purge;
        this.wholeness = wholeness;
        this.work = work;
    }

    /** Takes in what a scan finds, one ingest of a collection at a time; see {@link Ingestor#ingest}. */
    IngestSummary ingest(
            CollectionRow collection, Supplier<FolderScan.Found> scan, IngestRequest request, IngestListener listener)
            throws InterruptedException {
        ReentrantLock alone = turns.ingesting(collection.id());
        alone.lockInterruptibly();
        try {
            ReentrantLock working = turns.working(collection.id());
            working.lockInterruptibly();
            try {
                return ingestAlone(collection, scan.get(), request, listener);
            } finally {
                if (working.isHeldByCurrentThread()) { // not where it was broken off while others had their turn
                    working.unlock();
                }
            }
        } finally {
            alone.unlock();
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
        if (plan.hasWork() || wholeness.missing(collection)) {
            wholeness.doubt(collection);
            wholeness.make(collection, listener);
            takeIn(collection, plan, request, tally);
        } else {
            purge.ifIdle();
        }
        return tally.summary(found.missing());
    }

    private void takeIn(CollectionRow collection, IngestPlan plan, IngestRequest request, IngestTally tally)
            throws InterruptedException {
        var intake = new Intake(house, collection, plan, request.metadata(), tally);
        ReentrantLock working = turns.working(collection.id());
        work.run(collection, new TurnRows(intake, LEAST_OF_A_TURN, () -> work.awaited(working)), tally);
        while (intake.left()) {
            giveWay(collection, working);
            work.run(collection, new TurnRows(intake, LEAST_OF_A_TURN, () -> work.awaited(working)), tally);
        }
    }

    /** Lets those who wait for a collection have their turn; the lock is fair, so they all come first. */
    private void giveWay(CollectionRow collection, ReentrantLock working) throws InterruptedException {
        working.unlock();
        working.lockInterruptibly();
        if (house.catalog().collections().find(collection.id()).isEmpty()) {
            throw new NoSuchElementException("The collection '" + collection.name() + "' was deleted meanwhile.");
        }
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
