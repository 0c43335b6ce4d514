package dev.recto.catalog;

/**
 * The disk refused to make written bytes durable. The process must stop: after a failed fsync the operating system may drop the
 * dirty pages and report the next fsync as done, so nothing said afterwards could be believed.
 */
public final class StorageFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StorageFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
