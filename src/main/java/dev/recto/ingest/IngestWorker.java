package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.StorageFailedException;
import dev.recto.document.CollectionId;
import dev.recto.document.IngestOutcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on waiting documents in the background, on one thread. Collections have their turns one after another, so that a large one does
 * not keep a small one waiting; what cannot be worked on now is tried again later and later. The queue is in the catalogue: what an ended
 * process left is gone on with.
 */
public final class IngestWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IngestWorker.class);
    /** Jobs kept for those who ask how they went; unfinished ones beside them. Chosen. */
    private static final int KEPT_JOBS = 10_000;

    /** How long a deletion waits for others that are expunged with it. Chosen. */
    private static final long EXPUNGED_AFTER_MILLIS = 60_000;

    private static final long SHORTEST_REST_MILLIS = 1_000;
    private static final long LONGEST_REST_MILLIS = 60_000;
    /** How often to look although nothing rang: work also comes from elsewhere, as what a deletion kept from its turn. Chosen. */
    private static final long LOOK_MILLIS = 2_000;

    private final IngestParts house;
    private final Ingestor ingestor;
    private final WorkSignal signal;
    private final Consumer<Throwable> fatal;
    private final Map<CollectionId, Rest> resting = new HashMap<>();
    private long expungeFrom = System.nanoTime();
    private final WorkThread thread;
    private volatile @Nullable String trouble;

    /** A pause after a turn that did nothing: until when, in ns of {@link System#nanoTime}, and how long, in ms. */
    private record Rest(long until, long millis) {}

    /**
     * Starts working.
     *
     * @param fatal told of what this process must not survive, as a failed fsync; the work has ended then
     */
    public IngestWorker(IngestParts house, Ingestor ingestor, WorkSignal signal, Consumer<Throwable> fatal) {
        this.house = house;
        this.ingestor = ingestor;
        this.signal = signal;
        this.fatal = fatal;
        this.thread = new WorkThread("ingest-worker", this::calmRound, signal, LOOK_MILLIS, this::ended);
        thread.start();
    }

    /** Returns why work does not go on just now, as a sentence; empty where all is well. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Ends the work soon; documents that were worked on wait for the next start. */
    public void stop() {
        thread.stop();
    }

    /** Ends the work and waits for that. */
    @Override
    public void close() {
        thread.close();
    }

    private void ended(Throwable cause) {
        trouble = "The work in the background has ended: " + cause.getMessage();
        fatal.accept(cause);
    }

    /** Does a round; a catalogue that cannot be read or written just now, as on a full disk, makes it end early, not the work. */
    private boolean calmRound() throws InterruptedException {
        try {
            return round();
        } catch (StorageFailedException e) {
            throw e;
        } catch (RuntimeException e) {
            trouble = "The work in the background waits: " + e.getMessage();
            LOG.warn("Looking for documents to work on failed and is tried again.", e);
            TimeUnit.MILLISECONDS.sleep(SHORTEST_REST_MILLIS);
            return false;
        }
    }

    /** Gives each collection that has something waiting a turn, and returns whether any was done with. */
    private boolean round() throws InterruptedException {
        boolean worked = false;
        List<CollectionId> collections = house.catalog().queue().collections();
        resting.keySet().retainAll(collections);
        if (resting.isEmpty()) {
            trouble = null;
        }
        for (CollectionId id : collections) {
            Optional<CollectionRow> collection = house.catalog().collections().find(id);
            Rest rest = resting.get(id);
            if (collection.isPresent() && (rest == null || System.nanoTime() - rest.until() >= 0)) {
                worked |= turn(collection.get());
            }
        }
        if (worked) {
            house.catalog().jobs().keep(KEPT_JOBS);
        }
        expunge();
        return worked;
    }

    /** Takes what was deleted out of the files, some time afterwards, so that many deletions cost one rewriting. */
    private void expunge() {
        Instant moment = Instant.ofEpochMilli(System.currentTimeMillis() - EXPUNGED_AFTER_MILLIS);
        for (CollectionId id : house.catalog().deletions().openBefore(moment)) {
            if (System.nanoTime() - expungeFrom >= 0) {
                house.catalog().collections().find(id).ifPresent(this::expunge);
            }
        }
    }

    /** Where it fails, as on a full disk that rewriting would fill again, it rests. */
    private void expunge(CollectionRow collection) {
        try {
            ingestor.expunge(collection);
        } catch (StorageFailedException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn(
                    "What was deleted from the collection {} could not be expunged, which is tried again.",
                    collection.id(),
                    e);
            expungeFrom = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_REST_MILLIS);
        }
    }

    private boolean turn(CollectionRow collection) throws InterruptedException {
        try {
            TurnEnd end = ingestor.takeOn(collection, Turn.DEFAULT, new Ringing(signal));
            switch (end) {
                case WORKED -> resting.remove(collection.id());
                case STUCK -> rest(collection);
                case IDLE -> {}
            }
            return end == TurnEnd.WORKED;
        } catch (StorageFailedException e) {
            throw e;
        } catch (RuntimeException e) {
            trouble = "Documents of '" + collection.name() + "' wait: " + e.getMessage();
            LOG.warn("Working on documents of the collection {} failed and is tried again.", collection.id(), e);
            rest(collection);
            return false;
        }
    }

    private void rest(CollectionRow collection) {
        Rest before = resting.get(collection.id());
        long millis = before == null ? SHORTEST_REST_MILLIS : Math.min(2 * before.millis(), LONGEST_REST_MILLIS);
        resting.put(collection.id(), new Rest(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), millis));
    }

    private record Ringing(WorkSignal signal) implements IngestListener {
        @Override
        public void started(String document) {
            signal.ring();
        }

        @Override
        public void finished(String document, IngestOutcome outcome) {
            signal.ring();
        }

        @Override
        public void progress(IngestProgress progress) {
            signal.ring();
        }
    }
}
