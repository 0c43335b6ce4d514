package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.StorageFailedException;
import dev.recto.document.CollectionId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the indexes through once the process began, and notices every few seconds whether files of those that are open went missing or were
 * changed by somebody else. What cannot be believed is built again, on a thread of its own: a re-index that takes hours keeps nothing waiting.
 */
public final class IndexGuard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexGuard.class);
    /** How often to look. Chosen: a look costs a few calls to the system for each file. */
    private static final long LOOK_MILLIS = 5_000;
    /** Rest after a building that failed, as where the files were damaged again; twice as long after each further one. Chosen. */
    private static final long SHORTEST_REST_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** The longest rest, as on a disk that stays full. Chosen. */
    private static final long LONGEST_REST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final IngestParts house;
    private final IndexMending mending;
    private final WorkThread thread;
    private final Set<CollectionId> inspected = new HashSet<>();
    private final Map<CollectionId, Rest> resting = new HashMap<>();

    /** How long a collection is left alone after a building that failed, and from when, in ns of {@link System#nanoTime}. */
    private record Rest(long fromNanos, long nanos) {
        static Rest after(@Nullable Rest before) {
            long nanos = before == null ? SHORTEST_REST_NANOS : Math.min(2 * before.nanos, LONGEST_REST_NANOS);
            return new Rest(System.nanoTime(), nanos);
        }

        boolean over() {
            return System.nanoTime() - fromNanos >= nanos;
        }
    }

    /**
     * Prepares one; {@link #start} starts it.
     *
     * @param ingestor the one that works on the same home
     * @param fatal told of what this process must not survive, as a failed fsync; nothing is guarded then
     */
    public IndexGuard(IngestParts house, Ingestor ingestor, Consumer<Throwable> fatal) {
        this.house = house;
        this.mending = ingestor.mending();
        this.thread = new WorkThread("index-guard", this::round, new WorkSignal(), LOOK_MILLIS, fatal);
    }

    /** Begins to look in the background. */
    public IndexGuard start() {
        thread.start();
        return this;
    }

    /** Ends the work soon; an index that is being built is built by the next start. */
    public void stop() {
        thread.stop();
    }

    @Override
    public void close() {
        thread.close();
    }

    /** Looks at every collection; one that cannot be mended keeps no other from it. */
    public void look() throws InterruptedException {
        List<CollectionRow> collections = house.catalog().collections().list();
        Set<CollectionId> there = new HashSet<>();
        for (CollectionRow collection : collections) {
            there.add(collection.id());
            Rest rest = resting.get(collection.id());
            if (rest == null || rest.over()) {
                mend(collection);
            }
        }
        inspected.retainAll(there);
        resting.keySet().retainAll(there);
    }

    private boolean round() throws InterruptedException {
        try {
            look();
        } catch (StorageFailedException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("Looking at the indexes failed and is tried again.", e);
        }
        return false;
    }

    private void mend(CollectionRow collection) throws InterruptedException {
        try {
            boolean mended =
                    inspected.contains(collection.id()) ? mending.look(collection) : mending.inspect(collection);
            inspected.add(collection.id());
            resting.remove(collection.id());
            if (mended) {
                LOG.info("The index of the collection {} is whole again.", collection.id());
            }
        } catch (StorageFailedException e) {
            throw e;
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(); // an interrupt closes files under whoever reads them
            }
            LOG.warn(
                    "The index of the collection {} could not be built again, which is tried again.",
                    collection.id(),
                    e);
            resting.put(collection.id(), Rest.after(resting.get(collection.id())));
        }
    }
}
