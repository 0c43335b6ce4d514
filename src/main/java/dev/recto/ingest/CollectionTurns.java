package dev.recto.ingest;

import dev.recto.document.CollectionId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Who may do what with a collection at one time. Taken in the order in which they stand here. */
final class CollectionTurns {
    private final Map<CollectionId, ReentrantLock> ingesting = new ConcurrentHashMap<>();
    private final Map<CollectionId, ReentrantLock> working = new ConcurrentHashMap<>();
    private final Map<CollectionId, ReadWriteLock> switching = new ConcurrentHashMap<>();
    private final Map<CollectionId, ReentrantLock> making = new ConcurrentHashMap<>();

    /** Returns the lock of a whole ingest, which lets others have their turn between its documents, but no other ingest. */
    ReentrantLock ingesting(CollectionId collection) {
        return ingesting.computeIfAbsent(collection, id -> new ReentrantLock());
    }

    /** Returns the lock of whoever works on documents: one at a time, first come first served. */
    ReentrantLock working(CollectionId collection) {
        return working.computeIfAbsent(collection, id -> new ReentrantLock(true));
    }

    /** Returns the lock held to read while something is deleted, to write while another generation comes to answer. */
    ReadWriteLock switching(CollectionId collection) {
        return switching.computeIfAbsent(collection, id -> new ReentrantReadWriteLock());
    }

    /** Returns the lock of whoever makes the index whole, or switches to another. */
    ReentrantLock making(CollectionId collection) {
        return making.computeIfAbsent(collection, id -> new ReentrantLock());
    }

    /** Forgets a collection that is gone. */
    void forget(CollectionId collection) {
        working.remove(collection);
        ingesting.remove(collection);
        switching.remove(collection);
        making.remove(collection);
    }
}
