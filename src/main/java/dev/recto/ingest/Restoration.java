package dev.recto.ingest;

import dev.recto.catalog.Catalog;
import dev.recto.catalog.Folders;
import dev.recto.catalog.Home;
import dev.recto.catalog.HomeLock;
import dev.recto.catalog.StoredContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Puts a backup into a home that has no catalogue. Every byte is compared with its hash; the catalogue comes last, so that a
 * restoration that is broken off leaves a home into which it can be done again. The index is built by the first question.
 */
public final class Restoration {
    private final Home home;
    private final CheckedCopy copy = new CheckedCopy();

    public Restoration(Home home) {
        this.home = home;
    }

    /**
     * Restores a backup.
     *
     * @param folder where {@link Backups#take} put it
     * @param wanted its id, or null for the newest
     * @throws BackupException if there is none, it is damaged or of a newer Recto, or the home has a catalogue
     * @throws dev.recto.catalog.HomeHeldException if a process holds the home
     * @throws IOException if a disk fails
     */
    public BackupReport restore(Path folder, @Nullable String wanted) throws IOException {
        long begun = System.nanoTime();
        var from = new BackupFolder(folder);
        BackupManifest manifest = manifest(from, wanted);
        try (HomeLock lock = HomeLock.acquire(home)) {
            if (Files.exists(home.catalogFile())) {
                throw new BackupException("The home " + home.root()
                        + " has a catalogue. Move its data/ away first, or restore into another home (--home).");
            }
            Folders.empty(home.index()); // of another time: it must not be taken for this catalogue's
            put(from, manifest);
        }
        return new BackupReport(
                manifest.id(),
                manifest.taken(),
                manifest.contents().size(),
                copy.files(),
                copy.bytes(),
                List.of(),
                List.of(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
    }

    private static BackupManifest manifest(BackupFolder from, @Nullable String wanted) throws IOException {
        List<String> whole = from.whole();
        if (whole.isEmpty()) {
            throw new BackupException("There is no backup in " + from.root() + ".");
        }
        String id = wanted == null ? whole.getLast() : wanted;
        if (!whole.contains(id)) {
            throw new BackupException("There is no backup " + id + " in " + from.root() + "; there is: "
                    + String.join(", ", whole) + ".");
        }
        BackupManifest manifest = from.manifest(id);
        if (manifest.catalogVersion() > Catalog.newestVersion()) {
            throw new BackupException("The backup " + id + " was taken by a newer Recto (its catalogue is version "
                    + manifest.catalogVersion() + ", this one knows up to " + Catalog.newestVersion()
                    + "). Restore it with that one.");
        }
        return manifest;
    }

    private void put(BackupFolder from, BackupManifest manifest) throws IOException {
        for (StoredContent content : manifest.contents()) {
            Path original = from.original(content.hash());
            String name = content.hash().hex();
            Path target = home.originals().resolve(name.substring(0, 2)).resolve(name);
            if (!Files.exists(original) || !copy.copy(original, target, content.hash())) {
                throw new BackupException(
                        "The original " + name + " in the backup is missing or damaged; nothing can be"
                                + " said for the rest. Restore another backup, or a copy of this one.");
            }
            putAll(from.read(content.hash()), home.read().resolve(name));
        }
        Path folder = from.backup(manifest.id());
        if (Files.exists(from.vectors())) {
            putDatabase(from.vectors(), home.vectorFile());
        }
        putAll(folder.resolve(BackupFolder.CONFIG), home.config());
        for (Path key : home.keyFiles()) {
            Path kept = folder.resolve(key.getFileName().toString());
            if (Files.exists(kept)) {
                copy.copy(kept, key);
            }
        }
        Path catalog = folder.resolve(BackupFolder.CATALOG);
        if (!CheckedCopy.look(catalog).equals(manifest.catalog())) {
            throw new BackupException(
                    "The catalogue in the backup " + manifest.id() + " is damaged. Restore another one.");
        }
        putCatalog(from, catalog);
    }

    /** The catalogue was copied before its own backup was noted in it, and perhaps before others were taken or removed. */
    private void putCatalog(BackupFolder from, Path kept) throws IOException {
        Path fresh = home.catalogFile().resolveSibling(home.catalogFile().getFileName() + ".restoring");
        Files.deleteIfExists(fresh);
        putDatabase(kept, fresh);
        try (Catalog catalog = Catalog.open(fresh)) {
            String place = from.root().toString();
            catalog.backups().in(place).forEach(row -> catalog.backups().remove(place, row.id()));
            from.rows().forEach(catalog.backups()::add);
            if (!catalog.emptyLog()) {
                throw new IOException("The log of the restored catalogue could not be written back.");
            }
        }
        removeLogs(fresh);
        removeLogs(home.catalogFile());
        Files.move(fresh, home.catalogFile(), StandardCopyOption.ATOMIC_MOVE);
        Folders.sync(home.data());
    }

    private void putDatabase(Path from, Path to) throws IOException {
        removeLogs(to);
        copy.copy(from, to);
    }

    /** A log that an earlier database left would be taken for this one's. */
    private static void removeLogs(Path database) throws IOException {
        for (String log : List.of("-wal", "-shm", "-journal")) {
            Files.deleteIfExists(database.resolveSibling(database.getFileName() + log));
        }
    }

    /** What is there already stays: a configuration may be newer than the backup. */
    private void putAll(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(one -> Files.isRegularFile(one, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (!Files.exists(target)) {
                    copy.copy(file, target);
                }
            }
        }
    }
}
