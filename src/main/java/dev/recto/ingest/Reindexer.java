package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.GenerationChange;
import dev.recto.catalog.GenerationRow;
import dev.recto.index.IndexFormatException;
import dev.recto.index.PassageIndex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds a collection's next generation beside the one that answers, checks it, and lets it answer; and goes back. Questions are answered
 * throughout, documents come and go, and whoever is broken off is gone on with by the next.
 *
 * <p>The order of the steps is the promise: passages are durable before the catalogue says how far the build is; what changed is replayed
 * to the last entry, with nobody changing anything, before the one row changes that says which generation answers, and that this one is
 * ready; and only then does an older one go. A build that was broken off anywhere before that row is gone on with where it was.
 */
public final class Reindexer {
    private static final Logger LOG = LoggerFactory.getLogger(Reindexer.class);
    /** Changes that may be left for the moment in which nobody else writes. Chosen: well under a second of work. */
    private static final int FEW = 8;
    /** How often changes are replayed before they are as few; work that never ends must not keep a generation from its switch. */
    private static final int MOST_REPLAYS = 20;

    private final IngestParts house;
    private final Ingestor ingestor;
    private final GenerationCheck check;
    private final ReentrantLock one = new ReentrantLock();

    /** @param check asks a finished generation questions */
    public Reindexer(IngestParts house, Ingestor ingestor, GenerationCheck check) {
        this.house = house;
        this.ingestor = ingestor;
        this.check = check;
    }

    /**
     * Does what a task says, one at a time.
     *
     * @throws NoSuchElementException if there is no generation to go to
     * @throws ModelGoneException if the generation to go to cannot be asked any more
     * @throws dev.recto.embed.EmbeddingException if a remote embedding model stays unreachable
     * @throws InterruptedException if the caller is interrupted; the next run goes on from there
     */
    public ReindexOutcome run(CollectionRow collection, ReindexTask task, ReindexListener listener)
            throws InterruptedException {
        one.lockInterruptibly();
        try {
            house.indexes().tidy(collection);
            return switch (task.kind()) {
                case BUILD -> build(collection, task, listener);
                case FORCE -> anew(collection, task.cause(), listener);
                case ROLLBACK, ACTIVATE -> back(collection, target(collection, task), task);
            };
        } finally {
            one.unlock();
        }
    }

    private @Nullable GenerationRow target(CollectionRow collection, ReindexTask task) {
        Optional<GenerationRow> target = task.target() == 0
                ? house.indexes().previous(collection)
                : house.catalog()
                        .generations()
                        .find(collection.id(), task.target())
                        .filter(row -> row.build().ready());
        return target.orElse(null);
    }

    private ReindexOutcome build(CollectionRow collection, ReindexTask task, ReindexListener listener)
            throws InterruptedException {
        GenerationRow live = house.indexes().generation(collection);
        Optional<GenerationRow> left = unfinished(collection);
        if (left.isPresent() || !house.indexes().upToDate(collection, live)) {
            Optional<GenerationRow> later = steppedBackFrom(collection, live);
            if (left.isEmpty() && task.cause().equals("schedule") && later.isPresent()) {
                return current(
                        live,
                        "Generation " + later.get().number()
                                + " was stepped back from; ask for a re-index to try its models or versions again.",
                        task);
            }
            return anew(collection, task.cause(), listener);
        }
        ingestor.rebuildIfMissing(collection, IngestListener.SILENT);
        return current(live, "Generation " + live.number() + " is up to date; nothing was done.", task);
    }

    private ReindexOutcome current(GenerationRow live, String sentence, ReindexTask task) {
        house.catalog()
                .generations()
                .note(live.collection(), live.number(), GenerationChange.CURRENT, task.cause(), sentence);
        return new ReindexOutcome.Current(live.number(), sentence);
    }

    /** Returns the newest kept generation of today's models and versions that did answer and was gone back from. */
    private Optional<GenerationRow> steppedBackFrom(CollectionRow collection, GenerationRow live) {
        return house.catalog().generations().list(collection.id()).stream()
                .filter(row -> row.number() > live.number() && row.build().liveSince() != null)
                .filter(row -> house.indexes().upToDate(collection, row))
                .findFirst();
    }

    private Optional<GenerationRow> unfinished(CollectionRow collection) {
        return house.catalog().generations().list(collection.id()).stream()
                .filter(row -> !row.live() && !row.build().ready())
                .max(Comparator.comparingInt(GenerationRow::number));
    }

    private ReindexOutcome anew(CollectionRow collection, String cause, ReindexListener listener)
            throws InterruptedException {
        house.indexes().generation(collection);
        GenerationRow next = begun(collection, cause);
        try (HeldGeneration held = house.indexes().hold(collection, next);
                GenerationBuild build = new GenerationBuild(house, collection, held, ingestor.reading(), listener)) {
            build.fill();
            catchUp(build);
            List<String> problems = problems(collection, held);
            if (Thread.interrupted()) {
                throw new InterruptedException(); // what reads files then finds faults that are none
            }
            if (!problems.isEmpty()) {
                return refuse(collection, next, new Refusal(cause, problems));
            }
            switchTo(collection, build, held, cause);
            return new ReindexOutcome.Switched(next, build.work());
        } catch (IndexFormatException | IndexBrokenException halfWritten) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            house.indexes().discard(collection, next);
            throw halfWritten;
        }
    }

    /** Returns the generation that an earlier run left unfinished, where it is made as one of today would be, or else a new one. */
    private GenerationRow begun(CollectionRow collection, String cause) {
        for (GenerationRow row : house.catalog().generations().list(collection.id())) {
            if (!row.live() && !row.build().ready()) {
                boolean usable = house.indexes().upToDate(collection, row)
                        && (row.build().through().isEmpty() || house.indexes().hasFiles(row));
                if (usable) {
                    house.catalog()
                            .generations()
                            .note(collection.id(), row.number(), GenerationChange.RESUMED, cause, null);
                    return row;
                }
                house.indexes().discard(collection, row);
            }
        }
        long position = house.catalog().ledger().last();
        return house.indexes().begin(collection, GenerationRow.Build.from(position), cause);
    }

    private static void catchUp(GenerationBuild build) throws InterruptedException {
        int changed = build.replay(null);
        for (int times = 1; changed > FEW && times < MOST_REPLAYS; times++) {
            changed = build.replay(null);
        }
    }

    private List<String> problems(CollectionRow collection, HeldGeneration next) throws InterruptedException {
        var problems = new ArrayList<>(new GenerationInspection(house, collection, next).problems());
        if (!problems.isEmpty()) {
            return problems;
        }
        try (PassageIndex.Snapshot snapshot = next.index().snapshot()) {
            var candidate = new GenerationCheck.Candidate(
                    next.row(), house.indexes().embedder(collection, next.row()), snapshot);
            return compared(collection, candidate);
        }
    }

    private List<String> compared(CollectionRow collection, GenerationCheck.Candidate next)
            throws InterruptedException {
        try (HeldGeneration held = house.indexes().hold(collection);
                PassageIndex.Snapshot snapshot = held.index().snapshot()) {
            return check.check(collection, next, live(collection, held, snapshot));
        } catch (IndexFormatException | IndexBrokenException damaged) {
            LOG.info("The generation that answers cannot be compared with: {}", damaged.getMessage());
            return check.check(collection, next, null);
        }
    }

    private GenerationCheck.@Nullable Candidate live(
            CollectionRow collection, HeldGeneration held, PassageIndex.Snapshot snapshot) {
        try {
            return new GenerationCheck.Candidate(
                    held.row(), house.indexes().embedder(collection, held.row()), snapshot);
        } catch (ModelGoneException gone) {
            return null;
        }
    }

    /**
     * Why a generation was refused.
     *
     * @param cause of the run
     * @param problems a sentence each
     */
    private record Refusal(String cause, List<String> problems) {}

    private ReindexOutcome refuse(CollectionRow collection, GenerationRow next, Refusal why) {
        var refused = new ReindexOutcome.Refused(next.number(), why.problems());
        house.catalog()
                .generations()
                .note(collection.id(), next.number(), GenerationChange.REFUSED, why.cause(), refused.sentence());
        house.indexes().discard(collection, next);
        return refused;
    }

    private ReindexOutcome back(CollectionRow collection, @Nullable GenerationRow target, ReindexTask task)
            throws InterruptedException {
        if (target == null || !house.indexes().hasFiles(target)) {
            throw new NoSuchElementException(
                    "There is no such generation to go to: only the one before the present one is kept.");
        }
        if (target.live()) {
            return current(target, "Generation " + target.number() + " answers already.", task);
        }
        house.indexes().embedder(collection, target); // refuses what could not be asked
        try (HeldGeneration held = house.indexes().hold(collection, target);
                GenerationBuild build =
                        new GenerationBuild(house, collection, held, ingestor.reading(), ReindexListener.SILENT)) {
            catchUp(build);
            switchTo(collection, build, held, task.cause());
            return new ReindexOutcome.Switched(target, build.work());
        }
    }

    private static void commit(HeldGeneration live, long position) {
        try (var thread = new IndexThread()) {
            thread.run(() -> live.index().commit(position));
        }
    }

    private void switchTo(CollectionRow collection, GenerationBuild build, HeldGeneration next, String cause)
            throws InterruptedException {
        ingestor.alone(collection, () -> {
            try (HeldGeneration live = house.indexes().hold(collection);
                    PassageIndex.Snapshot snapshot = live.index().snapshot()) {
                build.replay(snapshot);
                long position = house.catalog().ledger().last();
                boolean behind = house.catalog()
                        .documents()
                        .behind(collection.id(), live.index().ledgerPosition());
                if (!behind && live.index().ledgerPosition() != position) {
                    commit(live, position); // so that the way back need not replay what this one has
                }
                house.indexes().switchTo(collection, next.row(), cause);
            } catch (IndexFormatException | IndexBrokenException damaged) {
                LOG.warn("The generation that answered could not be read any more: {}", damaged.getMessage());
                build.replay(null);
                house.indexes().switchTo(collection, next.row(), cause);
            }
        });
    }
}
