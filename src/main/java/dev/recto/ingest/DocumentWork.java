package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.index.PassageIndex;
import java.util.Iterator;
import java.util.concurrent.locks.ReentrantLock;

/** Takes documents of a collection through to the generation that answers. The caller holds the collection's working lock. */
final class DocumentWork {
    private final IngestParts house;
    private final Burial burial;
    private final Purge purge;
    private final Wholeness wholeness;

    DocumentWork(IngestParts house, Burial burial, Purge purge, Wholeness wholeness) {
        this.house = house;
        this.burial = burial;
        this.purge = purge;
        this.wholeness = wholeness;
    }

    /** Returns whether somebody waits for the documents in hand to be done, so that no further one is begun. */
    boolean awaited(ReentrantLock work) {
        return purge.isAwaited() || work.hasQueuedThreads();
    }

    /**
     * Takes documents through. Where that is broken off, the index is looked at again before the next question.
     *
     * @throws dev.recto.embed.EmbeddingException if embedding failed several times in a row
     * @throws InterruptedException if the caller is interrupted; what was indexed by then is committed first
     */
    void run(CollectionRow collection, Iterator<DocumentRow> documents, IngestTally tally)
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
}
