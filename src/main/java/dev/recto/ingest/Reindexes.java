package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.GenerationChange;
import dev.recto.catalog.GenerationEvent;
import dev.recto.catalog.GenerationRow;
import dev.recto.catalog.JobRequest;
import dev.recto.catalog.JobRow;
import dev.recto.catalog.ReindexJob;
import dev.recto.catalog.StorageFailedException;
import dev.recto.document.Caller;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The re-indexes that were asked for: kept in the catalogue until they are done, so that a crash forgets none. */
public final class Reindexes {
    private static final Logger LOG = LoggerFactory.getLogger(Reindexes.class);
    private static final String KIND = "reindex";

    private final IngestParts house;
    private final Reindexer reindexer;
    private final WorkSignal signal;
    private final List<Consumer<JobRow>> listeners = new CopyOnWriteArrayList<>();

    public Reindexes(IngestParts house, Reindexer reindexer, WorkSignal signal) {
        this.house = house;
        this.reindexer = reindexer;
        this.signal = signal;
    }

    /** Tells somebody of every re-index that has ended, on the thread that did it. */
    public void whenEnded(Consumer<JobRow> listener) {
        listeners.add(listener);
    }

    /**
     * Asks for a re-index, which waits then until {@link #runNext} comes to it. While the same waits or runs already, that is the one.
     *
     * @throws NoSuchElementException if there is no such collection, or no generation to go to
     */
    public JobRow ask(CollectionRow collection, ReindexTask task, Caller asker) {
        refuseWithoutTarget(collection, task);
        var wanted = new ReindexJob(
                task.kind().name().toLowerCase(Locale.ROOT), task.target(), task.cause(), 0, 0, null, null, null);
        JobRow job = house.catalog().reindexes().ask(new JobRequest(collection.id(), KIND, asker), wanted);
        signal.ring();
        return job;
    }

    /**
     * How a collection's generations are.
     *
     * @param upToDate whether the one that answers was made with the models and versions of today
     * @param generations oldest first
     * @param events what was done with them, newest first
     */
    public record Status(boolean upToDate, List<GenerationRow> generations, List<GenerationEvent> events) {}

    /**
     * Returns how a collection's generations are; the first is begun where there is none.
     *
     * @param events at most so many of what was done with them
     */
    public Status status(CollectionRow collection, int events) {
        GenerationRow live = house.indexes().generation(collection);
        return new Status(
                house.indexes().upToDate(collection, live),
                house.catalog().generations().list(collection.id()),
                house.catalog().generations().events(collection.id(), events));
    }

    /**
     * Does the oldest one that waits.
     *
     * @return whether there was any
     * @throws StorageFailedException if the disk refuses to make bytes durable; the process must stop
     * @throws InterruptedException if the caller is interrupted; the next call goes on with it
     */
    public boolean runNext() throws InterruptedException {
        List<JobRow> waiting = house.catalog().reindexes().unfinished();
        if (waiting.isEmpty()) {
            return false;
        }
        run(waiting.getFirst(), ReindexListener.SILENT);
        return true;
    }

    /** Does one and returns its job as it ended; failing at it ends it too. */
    public JobRow run(JobRow job, ReindexListener listener) throws InterruptedException {
        Optional<CollectionRow> collection = house.catalog().collections().find(job.collection());
        if (collection.isPresent()) {
            ReindexJob end = end(collection.get(), job, listener);
            house.catalog().reindexes().finish(job, end);
        }
        JobRow ended = house.catalog().jobs().find(job.id()).orElse(job);
        signal.ring();
        for (Consumer<JobRow> one : listeners) {
            one.accept(ended);
        }
        return ended;
    }

    private ReindexJob end(CollectionRow collection, JobRow job, ReindexListener listener) throws InterruptedException {
        ReindexJob asked = Objects.requireNonNull(job.reindex());
        var kind = ReindexTask.Kind.valueOf(asked.task().toUpperCase(Locale.ROOT));
        var task = new ReindexTask(kind, target(collection, kind, job), asked.cause());
        try {
            ReindexOutcome outcome = reindexer.run(collection, task, (done, total) -> {
                house.catalog().reindexes().progress(job, done, total);
                signal.ring();
                listener.progress(done, total);
            });
            LOG.info("The re-index of the collection {} ended: {}.", collection.id(), outcome.name());
            return ended(asked, outcome.name(), outcome.sentence(), outcome.generation());
        } catch (StorageFailedException e) {
            throw e;
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(); // an interrupt closes files under whoever reads them
            }
            LOG.warn("The re-index of the collection {} failed and is gone on with by the next.", collection.id(), e);
            String sentence =
                    e.getMessage() + " The generation that answered goes on answering; the next re-index goes on.";
            int live = house.indexes().generation(collection).number();
            house.catalog().generations().note(collection.id(), live, GenerationChange.FAILED, asked.cause(), sentence);
            return ended(asked, "FAILED", sentence, live);
        }
    }

    /**
     * Returns the generation to go to. Where to go back to is written down before anything is done: one that was broken off after its switch,
     * and is done again, must not go back from there.
     */
    private int target(CollectionRow collection, ReindexTask.Kind kind, JobRow job) {
        int asked = Objects.requireNonNull(job.reindex()).target();
        if (kind != ReindexTask.Kind.ROLLBACK || asked > 0) {
            return asked;
        }
        int before =
                house.indexes().previous(collection).map(GenerationRow::number).orElse(0);
        house.catalog().reindexes().aim(job, before);
        return before;
    }

    private static ReindexJob ended(ReindexJob asked, String outcome, String sentence, int generation) {
        return new ReindexJob(
                asked.task(),
                asked.target(),
                asked.cause(),
                asked.total(),
                asked.done(),
                outcome,
                sentence,
                generation);
    }

    private void refuseWithoutTarget(CollectionRow collection, ReindexTask task) {
        boolean there =
                switch (task.kind()) {
                    case BUILD, FORCE -> true;
                    case ROLLBACK -> house.indexes().previous(collection).isPresent();
                    case ACTIVATE ->
                        house.catalog()
                                .generations()
                                .find(collection.id(), task.target())
                                .filter(row -> row.build().ready())
                                .isPresent();
                };
        if (!there) {
            throw new NoSuchElementException(
                    task.kind() == ReindexTask.Kind.ROLLBACK
                            ? "No earlier generation of '" + collection.name()
                                    + "' is kept to go back to; the first re-index will keep one."
                            : "'" + collection.name() + "' has no generation " + task.target() + " to go to.");
        }
    }
}
