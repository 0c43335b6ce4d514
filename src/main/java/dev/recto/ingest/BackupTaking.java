package dev.recto.ingest;

import dev.recto.catalog.BackupRow;
import dev.recto.catalog.Catalog;
import dev.recto.catalog.Folders;
import dev.recto.catalog.StorageFailedException;
import dev.recto.catalog.StoredContent;
import dev.recto.document.ContentHash;
import dev.recto.read.ReaderVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One backup on its way: originals first, while everything goes on, then a catalogue that names none but those, then the rest. */
final class BackupTaking {
    private static final Logger LOG = LoggerFactory.getLogger(BackupTaking.class);

    private final IngestParts house;
    private final Ingestor ingestor;
    private final BackupFolder into;
    private final CheckedCopy copy = new CheckedCopy();
    private final Set<ContentHash> damaged = new LinkedHashSet<>();
    private final Set<ContentHash> taken = new HashSet<>();

    /** @param into the folder, locked for this backup */
    BackupTaking(IngestParts house, Ingestor ingestor, BackupFolder into) {
        this.house = house;
        this.ingestor = ingestor;
        this.into = into;
    }

    /**
     * Takes it, and removes older ones.
     *
     * @param keep how many backups the folder keeps; 0 keeps all
     * @param begun when it began, in ns of {@link System#nanoTime}
     * @throws IOException if a disk fails
     */
    BackupReport take(int keep, long begun) throws IOException {
        String place = into.root().toString();
        Instant now = Instant.ofEpochMilli(System.currentTimeMillis());
        String id = id(now);
        noteOthers(place);
        // before the first byte is copied: a receipt names this one even if it is broken off
        house.catalog().backups().add(new BackupRow(id, place, now, false));
        BackupManifest manifest;
        try {
            manifest = copyAll(id);
        } catch (StorageFailedException e) {
            // the backup's disk, which this process need not die of: so not as the cause either
            throw new IOException(e.getMessage());
        }
        house.catalog().backups().add(new BackupRow(id, place, manifest.taken(), true));
        List<String> removed = removeOlder(keep == 0 ? Integer.MAX_VALUE : keep);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        return new BackupReport(
                id,
                manifest.taken(),
                manifest.contents().size(),
                copy.files(),
                copy.bytes(),
                List.copyOf(damaged),
                removed,
                millis);
    }

    /** Notes the whole backups that lie here and that this home does not know, as after one that was broken off at its very end. */
    private void noteOthers(String place) throws IOException {
        Set<String> known = house.catalog().backups().in(place).stream()
                .filter(BackupRow::whole)
                .map(BackupRow::id)
                .collect(Collectors.toSet());
        for (BackupRow row : into.rows()) {
            if (!known.contains(row.id())) {
                house.catalog().backups().add(row);
            }
        }
    }

    private BackupManifest copyAll(String id) throws IOException {
        takeOriginals(house.catalog().documents().held()); // most of the bytes, while everything goes on
        Path folder = Files.createDirectory(into.backup(id));
        Path catalog = folder.resolve(BackupFolder.CATALOG);
        Lock contents = ingestor.reading();
        List<StoredContent> originals;
        Instant now;
        contents.lock();
        try {
            // told before the copy: a deletion from before it stands in the copy, and no receipt leaves this backup out
            now = house.catalog().moment();
            originals = takeOriginals(house.catalog().copyTo(catalog));
        } finally {
            contents.unlock();
        }
        takeVectors();
        takeSmall(folder);
        var manifest = new BackupManifest(id, now, Catalog.newestVersion(), CheckedCopy.look(catalog), originals);
        write(folder, manifest);
        return manifest;
    }

    /** Copies every original that lies not here yet, and what was read of it, and returns those that lie here then. */
    private List<StoredContent> takeOriginals(List<StoredContent> wanted) throws IOException {
        var here = new ArrayList<StoredContent>();
        for (StoredContent content : wanted) {
            if (takeOriginal(content)) {
                here.add(content);
            } else if (house.catalog().documents().holds(content.hash())) {
                damaged.add(content.hash());
            }
        }
        return here;
    }

    private boolean takeOriginal(StoredContent content) throws IOException {
        ContentHash hash = content.hash();
        if (taken.contains(hash)) {
            return true;
        }
        try {
            Path target = into.original(hash);
            boolean there = Files.exists(target) && Files.size(target) == content.size();
            if (!there && !copy.copy(house.originals().file(hash), target, hash)) {
                return false;
            }
        } catch (NoSuchFileException deletedMeanwhile) {
            return false;
        }
        taken.add(hash);
        takeReadCalmly(hash);
        return true;
    }

    /** What was read can be read again from the original, so that files that change just now are left out. */
    private void takeReadCalmly(ContentHash hash) throws IOException {
        try {
            takeRead(hash);
        } catch (NoSuchFileException changing) {
            // is read again after a restore
        } catch (UncheckedIOException changing) {
            if (!(changing.getCause() instanceof NoSuchFileException)) {
                throw changing;
            }
        }
    }

    /** Copies what each reader version read of a content; pictures of pages are drawn again when they are asked for. */
    private void takeRead(ContentHash content) throws IOException {
        Path from = house.home().read().resolve(content.hex());
        for (Path file : files(from)) {
            Path target = into.read(content).resolve(from.relativize(file).toString());
            boolean version = from.relativize(file).startsWith("v" + ReaderVersion.CURRENT);
            if (version && (!Files.exists(target) || Files.size(target) != Files.size(file))) {
                copy.copy(file, target);
            }
        }
    }

    /** Copies the vectors; a cache serves every backup in the folder, since it knows texts by their hash. */
    private void takeVectors() throws IOException {
        Path fresh = into.vectors().resolveSibling("embeddings.new");
        Files.deleteIfExists(fresh);
        house.vectors().get().copyTo(fresh);
        Files.move(fresh, into.vectors(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private void takeSmall(Path folder) throws IOException {
        Path config = house.home().config();
        for (Path file : files(config)) {
            copy.copy(
                    file,
                    folder.resolve(BackupFolder.CONFIG)
                            .resolve(config.relativize(file).toString()));
        }
        for (Path key : house.home().keyFiles()) {
            if (Files.exists(key)) {
                copy.copy(key, folder.resolve(key.getFileName().toString()));
            }
        }
    }

    private void write(Path folder, BackupManifest manifest) throws IOException {
        Path text = Files.writeString(folder.resolve("manifest.new"), manifest.text());
        copy.copy(text, folder.resolve(BackupManifest.FILE));
        Files.delete(text);
        Folders.sync(into.root());
    }

    private String id(Instant now) throws IOException {
        String id = BackupFolder.ID_TIME.format(now);
        List<String> ids = into.ids();
        if (!ids.isEmpty()
                && ids.getLast().compareTo(id) >= 0) { // a clock that went back must not make it an older one
            Instant last = BackupFolder.ID_TIME.parse(ids.getLast(), Instant::from);
            return BackupFolder.ID_TIME.format(last.plusMillis(1));
        }
        return id;
    }

    /** Removes older backups and what is left of broken-off ones; nothing where a manifest cannot be read: what it holds is not known. */
    private List<String> removeOlder(int keep) throws IOException {
        List<String> whole = into.whole();
        if (into.rows().stream().anyMatch(row -> !row.whole())) {
            LOG.warn("The manifest of a backup in {} is damaged; no older backup is removed.", into.root());
            return List.of();
        }
        List<String> removed = new ArrayList<>();
        for (String id : into.ids()) {
            boolean unfinished = !whole.contains(id);
            if (unfinished || whole.indexOf(id) < whole.size() - keep) {
                Files.deleteIfExists(into.backup(id).resolve(BackupManifest.FILE)); // first: from here on it is none
                Folders.delete(into.backup(id));
                removed.add(id);
            }
        }
        if (!removed.isEmpty()) {
            forgetUnheld();
            removed.forEach(id -> house.catalog().backups().remove(into.root().toString(), id));
        }
        return removed;
    }

    private void forgetUnheld() throws IOException {
        Set<ContentHash> held = new HashSet<>();
        for (String id : into.whole()) {
            into.manifest(id).contents().forEach(content -> held.add(content.hash()));
        }
        for (ContentHash content : into.contents()) {
            if (!held.contains(content)) {
                into.forget(content);
            }
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }
}
