package dev.recto.ingest;

import dev.recto.catalog.StorageFailedException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does re-indexes in the background, one at a time on one thread, and looks every few seconds for whatever else comes by itself: nightly runs
 * that are due. What an ended process left is gone on with.
 */
public final class ReindexWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReindexWorker.class);
    /** How often to look although nothing rang. Chosen: a cron line's smallest step is a minute. */
    private static final long LOOK_MILLIS = 5_000;

    private static final long AFTER_TROUBLE_MILLIS = 5_000;

    private final Reindexes reindexes;
    private final List<Chore> chores;
    private final WorkThread thread;

    /** Something that is looked after every few seconds. */
    @FunctionalInterface
    public interface Chore {
        /** Looks, and does what is due. */
        void look() throws InterruptedException;
    }

    /**
     * Starts working.
     *
     * @param chores looked after in turn, before each look for re-indexes
     * @param fatal told of what this process must not survive, as a failed fsync; the work has ended then
     */
    public ReindexWorker(Reindexes reindexes, List<Chore> chores, WorkSignal signal, Consumer<Throwable> fatal) {
        this.reindexes = reindexes;
        this.chores = List.copyOf(chores);
        this.thread = new WorkThread("reindex-worker", this::calmRound, signal, LOOK_MILLIS, fatal);
        thread.start();
    }

    /** Ends the work soon; a re-index that runs is gone on with by the next start. */
    public void stop() {
        thread.stop();
    }

    /** Ends the work and waits for that. */
    @Override
    public void close() {
        thread.close();
    }

    /** Does a round; what fails in it, as on a full disk, is tried again. */
    private boolean calmRound() throws InterruptedException {
        try {
            for (Chore chore : chores) {
                chore.look();
            }
            return reindexes.runNext();
        } catch (StorageFailedException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("Looking for re-indexes failed and is tried again.", e);
            TimeUnit.MILLISECONDS.sleep(AFTER_TROUBLE_MILLIS);
            return false;
        }
    }
}
