package dev.recto.read;

import dev.recto.document.Part;
import dev.recto.document.SourceDocument;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What was read from one content, as a file: every part compressed for itself, so that one can be loaded without the others.
 *
 * <pre>
 * magic       8 bytes  "RECTODOC"
 * version     int      {@value #VERSION}
 * parts       int      how many
 * table       20 bytes for what the document says of itself, then 20 for each part:
 *             long offset, int stored length, int length, int CRC-32C of the stored bytes
 * check       int      CRC-32C of everything above
 * then the stored bytes, deflated ({@link DocumentCodec})
 * </pre>
 *
 * <p>All numbers big-endian. Holds no open file; safe for several threads.
 */
public final class SourceDocumentFile {
    private static final byte[] MAGIC = "RECTODOC".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;
    private static final int HEAD = MAGIC.length + 2 * Integer.BYTES;
    private static final int ENTRY = Long.BYTES + 3 * Integer.BYTES;
    private static final int MOST_PARTS = 10_000_000;

    private final Path file;
    private final List<Entry> entries;
    private final DocumentCodec.Front front;

    private SourceDocumentFile(Path file, List<Entry> entries, DocumentCodec.Front front) {
        this.file = file;
        this.entries = entries;
        this.front = front;
    }

    private record Entry(long offset, int stored, int length, int check) {}

    /**
     * Writes a document to a new file, or over an old one.
     *
     * @param gap what could not be read, as a sentence, or null
     */
    public static void write(Path file, SourceDocument document, @Nullable String gap) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            write(channel, document, gap);
        }
    }

    /** Writes a document so that after a crash there is the whole file or what was there before; the folder must exist. */
    public static void writeDurably(Path file, SourceDocument document, @Nullable String gap) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException("not a file: " + file);
        }
        Path temporary = Files.createTempFile(folder, ".reading", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                write(channel, document, gap);
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void write(FileChannel channel, SourceDocument document, @Nullable String gap) throws IOException {
        int parts = document.parts().size();
        ByteBuffer head = ByteBuffer.allocate(headLength(parts));
        head.put(MAGIC).putInt(VERSION).putInt(parts);
        channel.position(head.capacity());
        store(channel, head, DocumentCodec.encode(document, gap));
        for (Part part : document.parts()) {
            store(channel, head, DocumentCodec.encode(part));
        }
        head.putInt(check(head.array(), head.position()));
        head.flip();
        while (head.hasRemaining()) {
            channel.write(head, head.position());
        }
    }

    private static void store(FileChannel channel, ByteBuffer head, byte[] bytes) throws IOException {
        byte[] stored = DocumentCodec.deflate(bytes);
        head.putLong(channel.position())
                .putInt(stored.length)
                .putInt(bytes.length)
                .putInt(check(stored, stored.length));
        ByteBuffer buffer = ByteBuffer.wrap(stored);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /**
     * Opens a file and reads everything but its parts.
     *
     * @throws UnreadableDocumentFileException if it is damaged, of a newer version, or something else
     * @throws IOException if it cannot be read at all
     */
    public static SourceDocumentFile open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer start = read(channel, file, 0, HEAD);
            byte[] magic = new byte[MAGIC.length];
            start.get(magic);
            if (!Arrays.equals(magic, MAGIC)) {
                throw new UnreadableDocumentFileException(file, "it is not a stored reading");
            }
            int version = start.getInt();
            if (version != VERSION) {
                throw new UnreadableDocumentFileException(
                        file, "it has version " + version + ", and this program knows " + VERSION);
            }
            int parts = start.getInt();
            if (parts < 0 || parts > MOST_PARTS) {
                throw new UnreadableDocumentFileException(file, "it claims " + parts + " parts");
            }
            List<Entry> entries = entries(channel, file, parts);
            DocumentCodec.Front front = DocumentCodec.decodeFront(load(channel, file, entries.getFirst()));
            return new SourceDocumentFile(file, entries, front);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new UnreadableDocumentFileException(file, "what it says of itself is damaged", e);
        }
    }

    @SuppressWarnings("ByteBufferBackingArray") // read() allocates every buffer that it returns
    private static List<Entry> entries(FileChannel channel, Path file, int parts) throws IOException {
        ByteBuffer head = read(channel, file, 0, headLength(parts));
        int end = head.capacity() - Integer.BYTES;
        if (head.getInt(end) != check(head.array(), end)) {
            throw new UnreadableDocumentFileException(file, "its table is damaged");
        }
        head.position(HEAD);
        var entries = new ArrayList<Entry>(parts + 1);
        for (int i = 0; i <= parts; i++) {
            entries.add(new Entry(head.getLong(), head.getInt(), head.getInt(), head.getInt()));
        }
        return List.copyOf(entries);
    }

    /** Returns what the document says of itself, with an empty list of parts. */
    public SourceDocument document() {
        return front.document();
    }

    /** Returns what could not be read, as a sentence, or null where it was read whole. */
    public @Nullable String gap() {
        return front.gap();
    }

    /** Returns how many parts there are. */
    public int partCount() {
        return entries.size() - 1;
    }

    /**
     * Loads one part.
     *
     * @param number from 1 to {@link #partCount}
     * @throws UnreadableDocumentFileException if it is damaged
     */
    public Part part(int number) throws IOException {
        if (number < 1 || number > partCount()) {
            throw new IllegalArgumentException("there is no part " + number + " in " + file);
        }
        try (FileChannel channel = FileChannel.open(file)) {
            return part(channel, number);
        }
    }

    /** Loads the document with all its parts. */
    public SourceDocument all() throws IOException {
        var parts = new ArrayList<Part>(partCount());
        try (FileChannel channel = FileChannel.open(file)) {
            for (int number = 1; number <= partCount(); number++) {
                parts.add(part(channel, number));
            }
        }
        SourceDocument document = front.document();
        return new SourceDocument(document.mediaType(), document.title(), document.properties(), parts);
    }

    private Part part(FileChannel channel, int number) throws IOException {
        try {
            return DocumentCodec.decodePart(number, load(channel, file, entries.get(number)));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new UnreadableDocumentFileException(file, "its part " + number + " is damaged", e);
        }
    }

    @SuppressWarnings("ByteBufferBackingArray") // as above
    private static ByteBuffer load(FileChannel channel, Path file, Entry entry) throws IOException {
        ByteBuffer stored = read(channel, file, entry.offset(), entry.stored());
        if (check(stored.array(), stored.capacity()) != entry.check()) {
            throw new UnreadableDocumentFileException(file, "its bytes from " + entry.offset() + " are damaged");
        }
        return ByteBuffer.wrap(DocumentCodec.inflate(stored.array(), entry.length()));
    }

    private static ByteBuffer read(FileChannel channel, Path file, long offset, int length) throws IOException {
        if (offset < 0 || length < 0 || offset > channel.size() - length) {
            throw new UnreadableDocumentFileException(file, "it is cut off");
        }
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, offset + buffer.position()) < 0) {
                throw new UnreadableDocumentFileException(file, "it is cut off");
            }
        }
        return buffer.flip();
    }

    private static int headLength(int parts) {
        return Math.addExact(HEAD + ENTRY + Integer.BYTES, Math.multiplyExact(parts, ENTRY));
    }

    private static int check(byte[] bytes, int length) {
        var crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
