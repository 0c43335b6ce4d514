package dev.recto.catalog;

import dev.recto.document.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Originals in a folder of this machine, {@code <first two digits>/<SHA-256>}. No name from outside is ever part of a path.
 *
 * <p>Bytes are hashed while they are written to staging, made durable, renamed, and then the folder that names them is made
 * durable too, so that a crash leaves either a whole original or only a file in staging, which the next start removes.
 */
public final class FolderOriginals implements Originals {
    private static final int BUFFER = 1 << 17;
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

    private final Path folder;
    private final Path staging;
    private final Path data;
    private final Path damaged;

    /** Keeps originals in the home's folder and finishes what an earlier process left: in staging, or of making a folder's name durable. */
    public FolderOriginals(Home home) throws IOException {
        this.folder = home.create().originals();
        this.staging = home.staging();
        this.data = home.data();
        this.damaged = home.damaged();
        Folders.empty(staging);
        Folders.sync(folder);
    }

    @Override
    public Staged stage(InputStream bytes, long limit) throws IOException {
        Path staged = staging.resolve(UUID.randomUUID() + ".part");
        boolean whole = false;
        try {
            var file = new StagedFile(staged, write(bytes, staged, limit));
            whole = true;
            return file;
        } finally {
            if (!whole) {
                Files.deleteIfExists(staged);
            }
        }
    }

    @Override
    public boolean has(ContentHash content) {
        return Files.isRegularFile(path(content));
    }

    @Override
    public Path file(ContentHash content) throws IOException {
        Path file = path(content);
        if (!Files.isRegularFile(file)) {
            throw new NoSuchFileException(file.toString(), null, "The original is missing.");
        }
        return file;
    }

    @Override
    public void delete(ContentHash content) throws IOException {
        Path file = path(content);
        if (Files.deleteIfExists(file)) {
            Folders.sync(shelf(content));
        }
    }

    @Override
    public List<ContentHash> list() throws IOException {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
                    .map(file -> new ContentHash(file.getFileName().toString()))
                    .filter(content -> Files.isRegularFile(path(content)))
                    .distinct()
                    .toList();
        }
    }

    @Override
    public void setAside(ContentHash content) throws IOException {
        Folders.createDurably(data, damaged);
        Files.move(path(content), damaged.resolve(content.hex()), StandardCopyOption.REPLACE_EXISTING);
        Folders.sync(damaged);
        Folders.sync(shelf(content));
    }

    private Path path(ContentHash content) {
        return shelf(content).resolve(content.hex());
    }

    private Path shelf(ContentHash content) {
        return folder.resolve(content.hex().substring(0, 2));
    }

    /** One at a time: who finds a shelf here must find its name durable, too. */
    private synchronized void makeShelf(ContentHash content) throws IOException {
        Folders.createDurably(folder, shelf(content));
    }

    private static StoredContent write(InputStream bytes, Path staged, long limit) throws IOException {
        MessageDigest digest = ContentHash.sha256();
        long size = 0;
        try (var out = FileChannel.open(staged, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = bytes.read(buffer); read >= 0; read = bytes.read(buffer)) {
                size += read;
                if (size > limit) {
                    throw new ContentTooLargeException(limit);
                }
                digest.update(buffer, 0, read);
                write(out, ByteBuffer.wrap(buffer, 0, read));
            }
            Folders.force(out, staged);
        }
        return new StoredContent(new ContentHash(HexFormat.of().formatHex(digest.digest())), size);
    }

    private static void write(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /** Durable bytes in staging. */
    private final class StagedFile implements Staged {
        private final Path file;
        private final StoredContent content;

        StagedFile(Path file, StoredContent content) {
            this.file = file;
            this.content = content;
        }

        @Override
        public StoredContent content() {
            return content;
        }

        @Override
        public void keep() throws IOException {
            Path target = path(content.hash());
            Path shelf = shelf(content.hash());
            makeShelf(content.hash());
            if (!Files.exists(target)
                    || Files.size(target) != content.size()) { // one that was cut off is mended by the same bytes
                Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
            }
            // also where it was there: who put it there may have been cut off before this step
            Folders.sync(shelf);
        }

        @Override
        public void close() throws IOException {
            Files.deleteIfExists(file);
        }
    }
}
