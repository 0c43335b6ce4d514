package dev.recto.ingest;

import dev.recto.index.IndexDamagedException;

/** A collection's index cannot be opened since its files are damaged; the message says why and that it can be built again. */
public final class IndexBrokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String why;

    IndexBrokenException(String collection, IndexDamagedException cause) {
        super(
                "The index of the collection '" + collection + "' cannot be used (" + cause.getMessage()
                        + "). The next question builds it again from what was read, and so does doctor --repair; nothing is lost.",
                cause);
        this.why = String.valueOf(cause.getMessage());
    }

    /** Returns what is wrong with its files. */
    String why() {
        return why;
    }
}
