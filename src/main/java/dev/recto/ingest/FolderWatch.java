package dev.recto.ingest;

import dev.recto.catalog.StorageFailedException;
import dev.recto.config.WatchConfig;
import dev.recto.document.CollectionId;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the watched folders in the background, on one thread: at each file event, once all is at rest, and every few minutes beside that,
 * since network folders and full event queues give no sign.
 */
public final class FolderWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderWatch.class);
    private static final long POLL_MILLIS = 500;

    private final List<Followed> followed = new ArrayList<>();
    private final WatchConfig config;
    private final InstantSource clock;
    private final Consumer<WatchReport> told;
    private final Consumer<Throwable> fatal;
    private final FolderEvents events;
    private final Thread thread;
    private volatile boolean closed;

    /** A watched folder and when to look into it next. */
    private static final class Followed {
        private final WatchedFolder folder;
        private volatile Instant next = Instant.MIN;
        private volatile State state;
        private @Nullable String asked;
        private int refused;

        Followed(WatchedFolder folder) {
            this.folder = folder;
            this.state = new State(folder.collection().id(), folder.path(), null, null);
        }
    }

    /**
     * A watched folder as the last look left it.
     *
     * @param collection that follows it
     * @param folder absolute
     * @param looked when that look began; null before the first
     * @param report what it came to; null before the first
     */
    public record State(
            CollectionId collection,
            Path folder,
            @Nullable Instant looked,
            @Nullable WatchReport report) {}

    /**
     * Starts to follow the configured folders; collections that are missing are made.
     *
     * @param told of each look, on the thread that made it
     * @param fatal told of what this process must not survive, as a failed fsync; the watch has ended then
     * @throws IllegalArgumentException if folders overlap once links are followed
     */
    public FolderWatch(
            IngestParts house,
            Ingestor ingestor,
            WatchConfig config,
            InstantSource clock,
            Consumer<WatchReport> told,
            Consumer<Throwable> fatal) {
        refuseOverlap(config);
        this.config = config;
        this.clock = clock;
        this.told = told;
        this.fatal = fatal;
        for (WatchConfig.Folder folder : config.folders()) {
            var collection = house.catalog().collections().require(folder.collection());
            followed.add(new Followed(new WatchedFolder(house, ingestor, collection, folder.path(), config)));
        }
        this.events = config.folders().isEmpty() ? FolderEvents.none() : FolderEvents.open();
        this.thread = Thread.ofPlatform().daemon().name("folder-watch").start(this::work);
    }

    /**
     * Checks that no watched folder is another or lies in it, whatever links lead to it.
     *
     * @throws IllegalArgumentException with a sentence for people, if one does
     */
    public static void refuseOverlap(WatchConfig config) {
        var real = new ArrayList<Path>();
        for (WatchConfig.Folder folder : config.folders()) {
            Path path = real(folder.path());
            for (Path other : real) {
                if (path.startsWith(other) || other.startsWith(path)) {
                    throw new IllegalArgumentException("ingest.watch names folders that overlap: " + other + " and "
                            + path + ". Watch the outer one alone, or folders beside each other.");
                }
            }
            real.add(path);
        }
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException notThere) {
            return path;
        }
    }

    /** Returns how a collection's watched folders are. */
    public List<State> states(CollectionId collection) {
        return followed.stream()
                .map(one -> one.state)
                .filter(state -> state.collection().equals(collection))
                .toList();
    }

    /**
     * Agrees to the deletion of the documents that a folder asks about ({@link WatchReport#asks()}), which the next look does; it begins at
     * once.
     *
     * @return of how many documents, 0 where it asks nothing; empty where the collection follows no such folder
     */
    public OptionalInt agree(CollectionId collection, Path folder) {
        for (Followed one : followed) {
            if (one.state.collection().equals(collection) && one.folder.path().equals(folder)) {
                int documents = one.folder.agree();
                one.next = documents > 0 ? Instant.MIN : one.next;
                return OptionalInt.of(documents);
            }
        }
        return OptionalInt.empty();
    }

    /** Ends the watch, and waits for the look under way. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        events.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            while (!closed && !followed.isEmpty()) {
                for (Followed one : followed) {
                    if (due(one.next)) {
                        look(one);
                    }
                }
                hear();
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            LOG.debug("Watching folders was stopped.");
        } catch (RuntimeException | Error e) {
            fatal.accept(e);
        }
    }

    /** A look that is further away than one can be was reckoned before the clock was set back. */
    private boolean due(Instant next) {
        Instant now = clock.instant();
        long longest = Math.max(TimeUnit.MINUTES.toSeconds(config.scanMinutes()), config.settleSeconds());
        return !next.isAfter(now) || next.isAfter(now.plusSeconds(longest + 1));
    }

    /** Looks once; what fails in it, as on a full disk, is tried again by the next look. */
    private void look(Followed one) throws InterruptedException {
        Instant now = clock.instant();
        one.next = now.plus(Duration.ofMinutes(config.scanMinutes()));
        try {
            events.listen(one.folder.path());
            WatchReport report = one.folder.look(now);
            if (report.settling() > 0) {
                one.next = now.plusSeconds(Math.max(1, config.settleSeconds()));
            }
            one.state = new State(one.folder.collection().id(), one.folder.path(), now, report);
            tell(one, report);
            told.accept(report);
        } catch (StorageFailedException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("Looking into a watched folder failed and is tried again.", e);
        }
    }

    private static void tell(Followed one, WatchReport report) {
        if (report.taken() + report.renamed() + report.deleted() > 0) {
            LOG.info(
                    "A watched folder was followed: {} files taken in, {} renamed, {} deleted.",
                    report.taken(),
                    report.renamed(),
                    report.deleted());
        }
        if (report.asks() != null && !report.asks().equals(one.asked)) {
            LOG.warn("{}", report.asks());
        }
        if (report.refused().size() != one.refused) {
            LOG.warn(
                    "{} paths in a watched folder are links or cannot be looked at, and are left out.",
                    report.refused().size());
        }
        one.refused = report.refused().size();
        one.asked = report.asks();
    }

    private void hear() throws InterruptedException {
        Set<Path> heard = events.hear(POLL_MILLIS);
        Instant soon = clock.instant().plusSeconds(config.settleSeconds());
        for (Followed one : followed) {
            if (heard.contains(one.folder.path()) && one.next.isAfter(soon)) {
                one.next = soon;
            }
        }
    }
}
