package dev.recto.config;

import java.nio.file.Path;
import java.util.List;

/**
 * Folders that collections follow by themselves, under {@code ingest.watch…} in the configuration.
 *
 * @param folders which, none in another
 * @param scanMinutes how often each is looked through, since not every change gives a sign
 * @param settleSeconds how long a file must lie unchanged before it is read
 * @param graceMinutes how long a file must be gone before its document is deleted
 * @param lossPercent where more of a folder's documents are gone at once, nothing is deleted: the folder may not be mounted
 */
public record WatchConfig(List<Folder> folders, int scanMinutes, int settleSeconds, int graceMinutes, int lossPercent) {
    /** What holds where nothing else is configured. */
    public static final WatchConfig DEFAULT = new WatchConfig(List.of(), 10, 5, 60, 30);

    public WatchConfig {
        folders = List.copyOf(folders);
    }

    /**
     * A watched folder.
     *
     * @param collection name of the collection that follows it
     * @param path absolute
     */
    public record Folder(String collection, Path path) {}
}
