package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.GenerationRow;
import dev.recto.document.CollectionId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Knows of which collections the index is whole, and makes it so: each on its own, so that one that takes long keeps no other waiting. */
final class Wholeness {
    /** How long a question waits while an index is built from nothing, which is enough for some hundred passages. Chosen. */
    private static final long PATIENCE_MILLIS = 2_000;

    private final IndexRebuild rebuild;
    private final Purge purge;
    private final CollectionTurns turns;
    /** Collections whose index is known to be whole: this process holds the home, so nobody else can change that. */
    private final Set<CollectionId> whole = ConcurrentHashMap.newKeySet();
    /** Collections of which no index can be asked until one is built from nothing. */
    private final Set<CollectionId> building = ConcurrentHashMap.newKeySet();

    Wholeness(IndexRebuild rebuild, Purge purge, CollectionTurns turns) {
        this.rebuild = rebuild;
        this.purge = purge;
        this.turns = turns;
    }

    /** Says that a collection's index may lack something, or hold too much: it is looked at again before the next question. */
    void doubt(CollectionRow collection) {
        whole.remove(collection.id());
    }

    /** Returns whether it is seen, without opening the index, that it is not whole. */
    boolean missing(CollectionRow collection) {
        return rebuild.missing(collection);
    }

    /** Returns whether no index of a collection can be asked until one is built from nothing. */
    boolean building(CollectionRow collection) {
        return building.contains(collection.id());
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
        ReentrantLock making = turns.making(collection.id());
        making.lockInterruptibly();
        try {
            return makeAlone(collection, listener);
        } finally {
            making.unlock();
        }
    }

    /**
     * As {@link #make}, for a question: it does not wait while another builds the index from nothing.
     *
     * @throws IndexBuildingException if another does
     */
    void makeForQuestion(CollectionRow collection) throws InterruptedException {
        if (whole.contains(collection.id())) {
            return;
        }
        ReentrantLock making = turns.making(collection.id());
        while (!making.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
            if (building(collection)) {
                throw new IndexBuildingException(collection.name());
            }
        }
        try {
            makeAlone(collection, IngestListener.SILENT);
        } finally {
            making.unlock();
        }
    }

    private boolean makeAlone(CollectionRow collection, IngestListener listener) throws InterruptedException {
        if (whole.contains(collection.id())) {
            return false;
        }
        boolean behind = false;
        do { // what is deleted while another generation is built is to be taken out of that one
            behind |= bring(collection, listener);
            purge.ifIdle();
            whole.add(collection.id());
        } while (rebuild.behind(collection));
        return behind;
    }

    private boolean bring(CollectionRow collection, IngestListener listener) throws InterruptedException {
        if (!rebuild.unusable(collection)) {
            return rebuild.catchUp(collection, listener);
        }
        building.add(collection.id());
        try {
            rebuild.anew(collection, listener);
        } finally {
            building.remove(collection.id());
        }
        return true;
    }

    /** Brings the index that answers up to what the catalogue says, and builds it anew where it cannot be written. */
    void catchUp(CollectionRow collection) throws InterruptedException {
        ReentrantLock making = turns.making(collection.id());
        making.lockInterruptibly();
        try {
            boolean unused = bring(collection, IngestListener.SILENT);
        } finally {
            making.unlock();
        }
    }

    /**
     * A generation that must go.
     *
     * @param why the end of a sentence that names it
     * @param believed whether what it answers can be believed until then
     */
    record Broken(GenerationRow generation, String why, boolean believed) {}

    /** Builds a collection's index anew while nobody works on it, unless another did while this one waited for its turn. */
    void rebuild(CollectionRow collection, Broken broken) throws InterruptedException {
        alone(collection, () -> {
            if (!rebuild.answers(broken.generation())) {
                return;
            }
            rebuild.say(broken.generation(), broken.why());
            if (!broken.believed()) {
                building.add(collection.id());
                doubt(collection);
            }
            try {
                rebuild.anew(collection, IngestListener.SILENT);
            } finally {
                building.remove(collection.id());
            }
        });
    }

    /** Does something while nobody works on a collection nor makes its index whole, which is looked at again afterwards. */
    void alone(CollectionRow collection, Ingestor.AloneWork work) throws InterruptedException {
        ReentrantLock working = turns.working(collection.id());
        Lock turn = turns.switching(collection.id()).writeLock();
        ReentrantLock making = turns.making(collection.id());
        working.lockInterruptibly();
        try {
            turn.lockInterruptibly();
            try {
                making.lockInterruptibly();
                try {
                    work.run();
                } finally {
                    doubt(collection);
                    making.unlock();
                }
            } finally {
                turn.unlock();
            }
        } finally {
            working.unlock();
        }
    }
}
