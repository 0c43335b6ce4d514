package dev.recto.ingest;

/** The ingest was interrupted while it wrote; what it wrote is incomplete and counts for nothing. */
final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoppedException(Throwable cause) {
        super(cause);
    }
}
