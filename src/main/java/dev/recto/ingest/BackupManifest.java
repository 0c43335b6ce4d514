package dev.recto.ingest;

import dev.recto.catalog.StoredContent;
import dev.recto.document.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one backup holds, as its {@code manifest.txt} says: lines, the last of which is the SHA-256 of those before it.
 *
 * @param id names the backup in its folder: its time in UTC
 * @param taken when its catalogue was copied
 * @param catalogVersion the catalogue's version
 * @param catalog the copy of the catalogue
 * @param contents the originals
 */
record BackupManifest(
        String id, Instant taken, int catalogVersion, StoredContent catalog, List<StoredContent> contents) {
    static final String FILE = "manifest.txt";
    private static final String FORMAT = "recto-backup 1";
    private static final Pattern CONTENT = Pattern.compile("([0-9a-f]{64}) (\\d{1,18})");

    BackupManifest {
        contents = List.copyOf(contents);
    }

    /** Returns the file's text. */
    String text() {
        var text = new StringBuilder(FORMAT)
                .append("\nid ")
                .append(id)
                .append("\ntaken ")
                .append(taken)
                .append("\ncatalog-version ")
                .append(catalogVersion)
                .append("\ncatalog ")
                .append(line(catalog));
        contents.forEach(content -> text.append("\noriginal ").append(line(content)));
        text.append('\n');
        return text + "sha256 " + ContentHash.of(text.toString()).hex() + "\n";
    }

    /**
     * Reads a manifest.
     *
     * @throws BackupException if it is damaged, or of a format of a newer Recto
     */
    static BackupManifest read(Path file) throws IOException {
        String text = Files.readString(file);
        int last = text.lastIndexOf("sha256 ");
        String body = text.substring(0, Math.max(last, 0));
        if (text.startsWith("recto-backup ") && !text.startsWith(FORMAT + "\n")) {
            throw new BackupException(
                    "The backup " + file.getParent() + " has a format of a newer Recto. Restore it with that one.");
        }
        if (last < 0
                || !text.substring(last)
                        .strip()
                        .equals("sha256 " + ContentHash.of(body).hex())) {
            throw new BackupException("The manifest " + file + " is damaged. Restore another backup.");
        }
        try {
            return parse(body.lines().toList());
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeParseException e) {
            throw new BackupException("The manifest " + file + " is not understood: " + e.getMessage());
        }
    }

    private static BackupManifest parse(List<String> lines) {
        var contents = new ArrayList<StoredContent>();
        lines.subList(5, lines.size()).forEach(line -> contents.add(content(after("original ", line))));
        return new BackupManifest(
                after("id ", lines.get(1)),
                Instant.parse(after("taken ", lines.get(2))),
                Integer.parseInt(after("catalog-version ", lines.get(3))),
                content(after("catalog ", lines.get(4))),
                contents);
    }

    private static String after(String word, String line) {
        if (!line.startsWith(word)) {
            throw new IllegalArgumentException("expected " + word + "and got " + line);
        }
        return line.substring(word.length());
    }

    private static String line(StoredContent content) {
        return content.hash().hex() + " " + content.size();
    }

    private static StoredContent content(String text) {
        Matcher fields = CONTENT.matcher(text);
        if (!fields.matches()) {
            throw new IllegalArgumentException("no content: " + text);
        }
        return new StoredContent(new ContentHash(fields.group(1)), Long.parseLong(fields.group(2)));
    }
}
