package dev.recto.ingest;

import dev.recto.catalog.Folders;
import dev.recto.catalog.Home;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Takes backups of a home while it is served, into a folder that holds many of them: what an earlier one copied is not copied again.
 *
 * <p>Originals never change, so most are copied while work goes on. Only the catalogue and what came meanwhile are copied while no
 * content may be removed; so all that the copied catalogue names is there.
 */
public final class Backups {
    private final IngestParts house;
    private final Ingestor ingestor;

    /** @param ingestor the one that works on the same home */
    public Backups(IngestParts house, Ingestor ingestor) {
        this.house = house;
        this.ingestor = ingestor;
    }

    /**
     * Takes a backup. When this returns it is whole and durable.
     *
     * @param folder made where it is missing; not in the home
     * @param keep how many of the newest backups there are left; older ones are removed, with what they alone hold. 0 for all
     * @throws BackupException if the folder lies in the home, or another backup is being taken into it
     * @throws IOException if a disk fails; the folder then holds the earlier backups, whole
     */
    public BackupReport take(Path folder, int keep) throws IOException {
        long begun = System.nanoTime();
        var into = new BackupFolder(folder);
        Home home = house.home();
        if (into.root().startsWith(home.root())) {
            throw new BackupException(
                    "The folder " + into.root() + " lies in the home. Take the backup to another disk.");
        }
        Folders.createAllDurably(into.root());
        try (var channel = FileChannel.open(
                        into.root().resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = lock(channel)) {
            if (lock == null) {
                throw new BackupException("Another backup is being taken into " + into.root() + ".");
            }
            return new BackupTaking(house, ingestor, into).take(keep, begun);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException here) {
            return null;
        }
    }
}
