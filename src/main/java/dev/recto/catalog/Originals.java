package dev.recto.catalog;

import dev.recto.document.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** The original bytes of every content, each kept once under its SHA-256. Safe for use by several threads. */
public interface Originals {
    /**
     * Keeps bytes. When this returns they are durable.
     *
     * @param limit most bytes taken
     * @throws ContentTooLargeException if there are more
     * @throws IOException if reading or writing fails, as on a full disk; nothing is kept then
     * @throws StorageFailedException if the disk refuses to make them durable
     */
    default StoredContent store(InputStream bytes, long limit) throws IOException {
        try (Staged staged = stage(bytes, limit)) {
            staged.keep();
            return staged.content();
        }
    }

    /**
     * Takes bytes in without keeping them yet: whole and durable, but gone again unless they are kept.
     *
     * @param limit most bytes taken
     * @throws ContentTooLargeException if there are more; then no more than one buffer past the limit was read
     * @throws IOException if reading or writing fails, as on a full disk; nothing is left then
     * @throws StorageFailedException if the disk refuses to make them durable
     */
    Staged stage(InputStream bytes, long limit) throws IOException;

    /** Bytes that were taken in and are not kept yet. Closing gives up those that were not kept. */
    interface Staged extends AutoCloseable {
        /** Returns what they are. */
        StoredContent content();

        /**
         * Keeps them. When this returns they are durable under their hash.
         *
         * @throws StorageFailedException if the disk refuses
         */
        void keep() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** Returns whether a content is kept. */
    boolean has(ContentHash content);

    /**
     * Returns a file of this machine that has a content's bytes; it must not be changed.
     *
     * @throws java.nio.file.NoSuchFileException if the content is not kept
     */
    Path file(ContentHash content) throws IOException;

    /** Removes a content's bytes durably; does nothing where there are none. */
    void delete(ContentHash content) throws IOException;

    /**
     * Moves bytes that are no longer what their hash says to where they can be looked at; they no longer count as kept.
     *
     * @throws java.nio.file.NoSuchFileException if the content is not kept
     */
    void setAside(ContentHash content) throws IOException;

    /** Returns every content kept; files that are no contents are left out. */
    List<ContentHash> list() throws IOException;
}
