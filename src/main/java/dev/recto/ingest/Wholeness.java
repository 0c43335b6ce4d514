package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.document.CollectionId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** Knows of which collections the index is whole, and makes it so. */
final class Wholeness {
    private final IndexRebuild rebuild;
    private final Purge purge;
    /** Held while an index is made whole. */
    private final ReentrantLock making = new ReentrantLock();
    /** Collections whose index is known to be whole: this process holds the home, so nobody else can change that. */
    private final Set<CollectionId> whole = ConcurrentHashMap.newKeySet();

    Wholeness(IndexRebuild rebuild, Purge purge) {
        this.rebuild = rebuild;
        this.purge = purge;
    }

    /** Says that a collection's index may lack something, or hold too much: it is looked at again before the next question. */
    void doubt(CollectionRow collection) {
        whole.remove(collection.id());
    }

    /**
     * Makes a collection's index whole; see {@link Ingestor#rebuildIfMissing}.
     *
     * @return whether there was anything to do
     */
    boolean make(CollectionRow collection, IngestListener listener) throws InterruptedException {
        if (whole.contains(collection.id())) {
            return false;
        }
        making.lockInterruptibly();
        try {
            if (whole.contains(collection.id())) {
                return false;
            }
            boolean behind = false;
            do { // what is deleted while another generation is built is to be taken out of that one
                behind |= rebuild.makeWhole(collection, listener);
                purge.ifIdle();
                whole.add(collection.id());
            } while (rebuild.behind(collection));
            return behind;
        } finally {
            making.unlock();
        }
    }

    /** Brings the index that answers up to what the catalogue says, without looking at what else may be missing. */
    void catchUp(CollectionRow collection) throws InterruptedException {
        rebuild.catchUp(collection, IngestListener.SILENT);
    }

    /** Does something while no index is made whole; the collection's is looked at again afterwards. */
    void apart(CollectionRow collection, Ingestor.AloneWork work) throws InterruptedException {
        making.lockInterruptibly();
        try {
            work.run();
        } finally {
            doubt(collection);
            making.unlock();
        }
    }
}
