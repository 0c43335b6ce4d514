package dev.recto.index;

/** An index cannot be opened since its files are not what was written: some are gone, cut off or hold something else. */
public final class IndexDamagedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IndexDamagedException(String message, Throwable cause) {
        super(message, cause);
    }
}
