package dev.recto.ingest;

import dev.recto.catalog.BackupRow;
import dev.recto.catalog.Folders;
import dev.recto.document.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of backups: {@code originals/<2>/<SHA-256>} and {@code read/<SHA-256>/v<n>/}, each once for all of them,
 * {@code embeddings.db}, the newest cache of vectors, and for each backup {@code <id>/} with the catalogue, the configuration, the
 * home's key and, written last, its manifest.
 */
record BackupFolder(Path root) {
    static final String CATALOG = "catalog.db";
    static final String CONFIG = "config";
    static final DateTimeFormatter ID_TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);
    private static final Pattern ID = Pattern.compile("\\d{8}T\\d{9}Z");

    BackupFolder {
        root = root.toAbsolutePath().normalize();
    }

    Path backup(String id) {
        return root.resolve(id);
    }

    Path original(ContentHash content) {
        return root.resolve("originals").resolve(content.hex().substring(0, 2)).resolve(content.hex());
    }

    Path read(ContentHash content) {
        return root.resolve("read").resolve(content.hex());
    }

    Path vectors() {
        return root.resolve("embeddings.db");
    }

    /** Returns the ids of what looks like a backup, oldest first, finished or not. */
    List<String> ids() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS))
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .filter(name -> ID.matcher(name).matches())
                    .sorted()
                    .toList();
        }
    }

    /** Returns the ids of whole backups, oldest first. */
    List<String> whole() throws IOException {
        return ids().stream()
                .filter(id -> Files.exists(backup(id).resolve(BackupManifest.FILE)))
                .toList();
    }

    BackupManifest manifest(String id) throws IOException {
        return BackupManifest.read(backup(id).resolve(BackupManifest.FILE));
    }

    /** Returns the backups that have a manifest, oldest first; one whose manifest is damaged counts as not whole. */
    List<BackupRow> rows() throws IOException {
        var rows = new ArrayList<BackupRow>();
        for (String id : whole()) {
            rows.add(row(id));
        }
        return rows;
    }

    private BackupRow row(String id) throws IOException {
        try {
            return new BackupRow(id, root.toString(), manifest(id).taken(), true);
        } catch (BackupException damaged) {
            return new BackupRow(id, root.toString(), ID_TIME.parse(id, Instant::from), false);
        }
    }

    /** Returns every content that lies here, whichever backup has it. */
    List<ContentHash> contents() throws IOException {
        var contents = new ArrayList<ContentHash>();
        Path originals = root.resolve("originals");
        if (Files.isDirectory(originals)) {
            try (Stream<Path> files = Files.walk(originals, 2)) {
                files.map(file -> String.valueOf(file.getFileName()))
                        .filter(name -> name.matches("[0-9a-f]{64}"))
                        .forEach(name -> contents.add(new ContentHash(name)));
            }
        }
        return contents;
    }

    /** Removes a content that no backup has. */
    void forget(ContentHash content) throws IOException {
        Files.deleteIfExists(original(content));
        Folders.delete(read(content));
    }
}
