package dev.recto.read;

/** Reads one file into a source document. Readers are stateless and safe for use by several threads. */
public interface DocumentReader extends AutoCloseable {
    /**
     * Reads a file. Whatever is wrong with the file is an outcome, never an exception.
     *
     * @throws InterruptedException if the caller is interrupted; reading has then stopped
     */
    ReadOutcome read(ReadRequest request) throws InterruptedException;

    @Override
    default void close() {}
}
