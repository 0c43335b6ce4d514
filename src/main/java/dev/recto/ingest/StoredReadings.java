package dev.recto.ingest;

import dev.recto.catalog.Folders;
import dev.recto.catalog.Home;
import dev.recto.catalog.StoredContent;
import dev.recto.document.ContentHash;
import dev.recto.document.Part;
import dev.recto.document.SourceDocument;
import dev.recto.read.ReaderVersion;
import dev.recto.read.SourceDocumentFile;
import dev.recto.read.UnreadableDocumentFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What was read of each content, by reader version: {@code data/read/<SHA-256>/v<version>/}. Pages, citations and re-indexing read
 * from here, so no file is parsed twice.
 */
public final class StoredReadings {
    private static final String DOCUMENT = "document.bin";
    private static final String CHILDREN = "children.txt";
    private static final Pattern CHILD = Pattern.compile("([0-9a-f]{64})\t(\\d{1,18})\t(.+)");

    private final Path folder;

    public StoredReadings(Home home) {
        this.folder = home.read();
    }

    /**
     * What was read of one content.
     *
     * @param document with all its parts
     * @param gap what could not be read, as a sentence, or null
     * @param children its attachments and archive entries, whose bytes are kept as contents of their own
     */
    record Reading(SourceDocument document, @Nullable String gap, List<Child> children) {
        Reading {
            children = List.copyOf(children);
        }
    }

    /**
     * A file in a file.
     *
     * @param name its path inside the parent, without control characters
     * @param content its bytes
     */
    record Child(String name, StoredContent content) {}

    /**
     * Returns one part as the newest reader version that has read it does.
     *
     * @param number from 1
     * @throws UncheckedIOException if the content was not read, or what was read is damaged
     */
    public Part part(ContentHash content, int number) {
        return part(content, number, ReaderVersion.CURRENT);
    }

    /**
     * Returns one part as a reader version reads it, or where that has not read it, the newest that has.
     *
     * @param number from 1
     * @throws UncheckedIOException if the content was not read, or what was read is damaged
     */
    public Part part(ContentHash content, int number, int version) {
        try {
            Path wanted = file(content, version);
            Path file = Files.exists(wanted) ? wanted : file(content, newest(content, ReaderVersion.CURRENT));
            return SourceDocumentFile.open(file).part(number);
        } catch (IOException e) {
            throw new UncheckedIOException("What was read of " + content + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** Returns the document without its parts, or null where this reader version has not read it. */
    public @Nullable SourceDocument front(ContentHash content) throws IOException {
        Path file = file(content);
        return Files.exists(file) ? SourceDocumentFile.open(file).document() : null;
    }

    /** Returns what was read, or null where this reader version has not read it or the file is damaged. */
    @Nullable
    Reading load(ContentHash content) throws IOException {
        return load(file(content));
    }

    /** Returns what the newest of the earlier reader versions read, or null where none did. */
    @Nullable
    Reading loadEarlier(ContentHash content) throws IOException {
        return load(file(content, newest(content, ReaderVersion.CURRENT - 1)));
    }

    private static @Nullable Reading load(Path file) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            SourceDocumentFile stored = SourceDocumentFile.open(file);
            List<Child> children = children(file.resolveSibling(CHILDREN));
            return children == null ? null : new Reading(stored.all(), stored.gap(), children);
        } catch (UnreadableDocumentFileException damaged) {
            return null; // read again from the original, and stored anew
        }
    }

    /**
     * Keeps what was read, without waiting for the disk: each file checks itself when it is loaded, and one that a power cut spoilt is
     * read again from the original. The document's own file comes last: where it stands, the reading is whole.
     */
    void store(ContentHash content, Reading reading) throws IOException {
        Path document = file(content);
        Path version = Files.createDirectories(folder(content).resolve("v" + ReaderVersion.CURRENT));
        var lines = new StringBuilder().append(reading.children().size()).append('\n');
        for (Child child : reading.children()) {
            lines.append(child.content().hash().hex())
                    .append('\t')
                    .append(child.content().size())
                    .append('\t')
                    .append(child.name())
                    .append('\n');
        }
        Files.writeString(version.resolve(CHILDREN), lines);
        Path fresh = version.resolve(DOCUMENT + ".new");
        SourceDocumentFile.write(fresh, reading.document(), reading.gap());
        Files.move(fresh, document, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Returns whether what is stored of a content is this reading: text, structure and children. Loads one part at a time; boxes are
     * arrays, which records compare by identity, and are left out.
     */
    boolean holds(ContentHash content, Reading reading) throws IOException {
        Path file = file(content);
        List<Part> parts = reading.document().parts();
        try {
            SourceDocumentFile stored = SourceDocumentFile.open(file);
            boolean same = stored.partCount() == parts.size()
                    && reading.children().equals(children(file.resolveSibling(CHILDREN)));
            for (int number = 1; same && number <= parts.size(); number++) {
                Part one = stored.part(number);
                Part other = parts.get(number - 1);
                same = one.text().equals(other.text())
                        && one.kind() == other.kind()
                        && one.blocks().equals(other.blocks());
            }
            return same;
        } catch (UnreadableDocumentFileException damaged) {
            return false;
        }
    }

    /** Removes what every reader version read of a content. */
    void delete(ContentHash content) throws IOException {
        Folders.delete(folder(content));
    }

    private Path folder(ContentHash content) {
        return folder.resolve(content.hex());
    }

    private Path file(ContentHash content) {
        return file(content, ReaderVersion.CURRENT);
    }

    private Path file(ContentHash content, int version) {
        return folder(content).resolve("v" + version).resolve(DOCUMENT);
    }

    /** Returns the newest reader version up to one that has read a content; that one where none has. */
    private int newest(ContentHash content, int upTo) {
        for (int version = upTo; version > 0; version--) {
            if (Files.exists(file(content, version))) {
                return version;
            }
        }
        return upTo;
    }

    private static @Nullable List<Child> children(Path file) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        var children = new ArrayList<Child>();
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.getFirst().equals(String.valueOf(lines.size() - 1))) {
            return null;
        }
        for (String line : lines.subList(1, lines.size())) {
            Matcher fields = CHILD.matcher(line);
            if (!fields.matches()) {
                return null;
            }
            var content = new StoredContent(new ContentHash(fields.group(1)), Long.parseLong(fields.group(2)));
            children.add(new Child(fields.group(3), content));
        }
        return children;
    }
}
