package dev.recto.ingest;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Removes contents that no document has any more, and keeps that apart from those who read contents or bring some in. */
final class Purge {
    /** How long a deletion waits for the documents in hand; new work waits for it meanwhile. Chosen. */
    private static final long LONGEST_WAIT_MILLIS = 3_000;

    private final Burial burial;
    /** Held to read while documents are worked on, to write while contents that nobody has are removed. */
    private final ReentrantReadWriteLock contents = new ReentrantReadWriteLock();
    /** Held to read while bytes are kept and given to a document, to write while those of one content are removed. */
    private final ReadWriteLock keeping = new ReentrantReadWriteLock();
    /** Whether contents wait to be removed until the documents in hand are done. */
    private volatile boolean wanted;

    Purge(Burial burial) {
        this.burial = burial;
    }

    /** Returns the lock held while contents are read, which keeps them from being removed. */
    Lock reading() {
        return contents.readLock();
    }

    /** Returns the lock held while bytes are kept and given to a document. */
    Lock keeping() {
        return keeping.readLock();
    }

    /** Returns whether it waits for those who read contents. */
    boolean isAwaited() {
        return wanted || contents.hasQueuedThreads();
    }

    /** Removes what nobody has any more once the documents in hand are done; where that takes long, the work on them does it at its end. */
    void soon() throws InterruptedException {
        if (contents.writeLock().tryLock(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
            try {
                burial.purge(keeping.writeLock());
            } finally {
                contents.writeLock().unlock();
            }
        } else {
            wanted = true; // no further document is begun before it
        }
    }

    /** Removes what an earlier run left, unless contents come in just now; the next run then does. */
    void ifIdle() {
        if (contents.writeLock().tryLock()) {
            try {
                wanted = false;
                burial.purge(keeping.writeLock());
            } finally {
                contents.writeLock().unlock();
            }
        }
    }
}
