package dev.recto.read;

/** Draws pages. Safe for use by several threads. */
public interface PageRenderer extends AutoCloseable {
    /**
     * Draws a page as a PNG. Whatever is wrong with the file is an outcome, never an exception.
     *
     * @throws InterruptedException if the caller is interrupted; drawing has then stopped
     */
    PageImageOutcome draw(PageImageRequest request) throws InterruptedException;

    @Override
    default void close() {}
}
