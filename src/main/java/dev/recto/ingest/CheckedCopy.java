package dev.recto.ingest;

import dev.recto.catalog.Folders;
import dev.recto.catalog.StoredContent;
import dev.recto.document.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.Objects;

/** Copies files durably and knows their hash; a copy has its name only once it is whole. */
final class CheckedCopy {
    private static final String UNFINISHED = ".part";
    private int files;
    private long bytes;

    /** Returns how many files were copied. */
    int files() {
        return files;
    }

    /** Returns how many bytes were copied. */
    long bytes() {
        return bytes;
    }

    /** Copies a file, in place of one that is there, and returns what was copied. */
    StoredContent copy(Path from, Path to) throws IOException {
        Path fresh = to.resolveSibling(to.getFileName() + UNFINISHED);
        Folders.createAllDurably(Objects.requireNonNull(to.toAbsolutePath().getParent()));
        StoredContent written = write(from, fresh);
        keep(fresh, to);
        return written;
    }

    /**
     * Copies a content.
     *
     * @return whether the bytes were what the hash says; nothing was copied where not
     */
    boolean copy(Path from, Path to, ContentHash expected) throws IOException {
        Path fresh = to.resolveSibling(to.getFileName() + UNFINISHED);
        Folders.createAllDurably(Objects.requireNonNull(to.toAbsolutePath().getParent()));
        if (!write(from, fresh).hash().equals(expected)) {
            Files.delete(fresh);
            return false;
        }
        keep(fresh, to);
        return true;
    }

    /** Returns what a file holds. */
    static StoredContent look(Path file) throws IOException {
        return transfer(file, OutputStream.nullOutputStream());
    }

    private StoredContent write(Path from, Path fresh) throws IOException {
        try (var channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
                // before there is anything in it: a key stays its owner's
                Files.setPosixFilePermissions(fresh, Files.getPosixFilePermissions(from, LinkOption.NOFOLLOW_LINKS));
            }
            StoredContent written = transfer(from, Channels.newOutputStream(channel));
            Folders.force(channel, fresh);
            return written;
        }
    }

    private void keep(Path fresh, Path to) throws IOException {
        bytes += Files.size(fresh);
        files++;
        Files.move(fresh, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Folders.sync(Objects.requireNonNull(to.getParent()));
    }

    private static StoredContent transfer(Path from, OutputStream out) throws IOException {
        var digest = ContentHash.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(from, LinkOption.NOFOLLOW_LINKS), digest)) {
            long size = in.transferTo(out);
            return new StoredContent(new ContentHash(HexFormat.of().formatHex(digest.digest())), size);
        }
    }
}
