package dev.recto.ingest;

import java.io.IOException;

/** A document could not be fetched from the web. Its message is a sentence for whoever asked for it. */
public final class FetchException extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean refused;

    FetchException(boolean refused, String sentence) {
        super(sentence);
        this.refused = refused;
    }

    /** Returns whether it was this service that refused, and not the other side or the way to it that failed. */
    public boolean refused() {
        return refused;
    }
}
