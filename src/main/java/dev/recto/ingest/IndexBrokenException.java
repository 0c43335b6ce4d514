package dev.recto.ingest;

/** A collection's index cannot be opened; the message says why and that it can be built again. */
public final class IndexBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IndexBrokenException(String collection, Throwable cause) {
        super(
                "The index of the collection '" + collection + "' cannot be used (" + cause.getMessage()
                        + "). Run doctor --repair: it is built again from what was read; nothing is lost.",
                cause);
    }
}
