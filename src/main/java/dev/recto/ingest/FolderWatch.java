package dev.recto.ingest;

import dev.recto.catalog.StorageFailedException;
import dev.recto.config.WatchConfig;
import dev.recto.document.CollectionId;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
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
    /** Folders whose events are heard at most; beyond them the periodic look alone finds what changed. Chosen: below Linux' default limit. */
    private static final int MOST_FOLDERS = 8_000;

    private static final long POLL_MILLIS = 500;

    private final List<Followed> followed = new ArrayList<>();
    private final WatchConfig config;
    private final InstantSource clock;
    private final Consumer<WatchReport> told;
    private final Consumer<Throwable> fatal;
    private final @Nullable WatchService events;
    private final Thread thread;
    private volatile boolean closed;

    /** A watched folder and when to look into it next. */
    private static final class Followed {
        private final WatchedFolder folder;
        private final Map<WatchKey, Path> keys = new HashMap<>();
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
        this.events = config.folders().isEmpty() ? null : events();
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

    private static @Nullable WatchService events() {
        try {
            return Path.of("").getFileSystem().newWatchService();
        } catch (IOException e) {
            LOG.warn(
                    "File events cannot be heard ({}); watched folders are looked through all the same.",
                    e.getMessage());
            return null;
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
        try {
            if (events != null) {
                events.close();
            }
        } catch (IOException e) {
            LOG.debug("The file events did not close.", e);
        }
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
                if (events == null) {
                    TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                } else {
                    hear(events.poll(POLL_MILLIS, TimeUnit.MILLISECONDS));
                }
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
            listen(one);
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

    private void hear(@Nullable WatchKey key) {
        if (key == null) {
            return;
        }
        key.pollEvents();
        Instant soon = clock.instant().plusSeconds(config.settleSeconds());
        for (Followed one : followed) {
            if (one.keys.containsKey(key) && one.next.isAfter(soon)) {
                one.next = soon;
            }
        }
        if (!key.reset()) {
            followed.forEach(one -> one.keys.remove(key));
        }
    }

    /** Listens to every folder that is not listened to yet. */
    private void listen(Followed one) {
        WatchService heard = events;
        if (heard == null || !Files.isDirectory(one.folder.path())) {
            return;
        }
        try {
            Files.walkFileTree(one.folder.path(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    if (one.keys.size() >= MOST_FOLDERS) {
                        return FileVisitResult.TERMINATE;
                    }
                    WatchKey key = folder.register(
                            heard,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE);
                    one.keys.put(key, folder);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            LOG.warn(
                    "Some events of a watched folder are not heard ({}); it is looked through all the same.",
                    e.getMessage());
        }
    }
}
