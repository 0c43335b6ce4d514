package dev.recto.ingest;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears in which folders files come, change or go, where the system says so at all. One thread listens and hears. */
final class FolderEvents implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FolderEvents.class);
    /** Folders of one tree whose events are heard at most; beyond them nothing is heard. Chosen: below Linux' default limit. */
    private static final int MOST_FOLDERS = 8_000;

    private final @Nullable WatchService events;
    /** The trees that each folder which is listened to belongs to. */
    private final Map<WatchKey, Set<Path>> trees = new HashMap<>();

    private FolderEvents(@Nullable WatchService events) {
        this.events = events;
    }

    /** Begins to hear events; where the system has none, nothing is ever heard. */
    static FolderEvents open() {
        try {
            return new FolderEvents(Path.of("").getFileSystem().newWatchService());
        } catch (IOException e) {
            LOG.warn(
                    "File events cannot be heard ({}); watched folders are looked through all the same.",
                    e.getMessage());
            return new FolderEvents(null);
        }
    }

    /** Returns what never hears anything. */
    static FolderEvents none() {
        return new FolderEvents(null);
    }

    /** Listens to every folder of a tree that is not listened to yet. */
    void listen(Path tree) {
        WatchService heard = events;
        if (heard == null || !Files.isDirectory(tree)) {
            return;
        }
        var count = new int[1];
        try {
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                        throws IOException {
                    if (count[0]++ >= MOST_FOLDERS) {
                        return FileVisitResult.TERMINATE;
                    }
                    WatchKey key = folder.register(
                            heard,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE);
                    trees.computeIfAbsent(key, fresh -> new HashSet<>()).add(tree);
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

    /**
     * Waits for something to happen, at most so long.
     *
     * @return the trees in which it did; empty where nothing was heard
     * @throws java.nio.file.ClosedWatchServiceException if this was closed meanwhile
     */
    Set<Path> hear(long millis) throws InterruptedException {
        if (events == null) {
            TimeUnit.MILLISECONDS.sleep(millis);
            return Set.of();
        }
        WatchKey key = events.poll(millis, TimeUnit.MILLISECONDS);
        if (key == null) {
            return Set.of();
        }
        key.pollEvents();
        Set<Path> heard = trees.getOrDefault(key, Set.of());
        if (!key.reset()) {
            trees.remove(key);
        }
        return heard;
    }

    @Override
    public void close() {
        try {
            if (events != null) {
                events.close();
            }
        } catch (IOException e) {
            LOG.debug("The file events did not close.", e);
        }
    }
}
