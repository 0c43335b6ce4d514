package dev.recto.catalog;

import java.util.Locale;

/** Where a document is on its way. */
public enum DocumentState {
    /** Its bytes are durable; nothing was done with them yet. */
    RECEIVED,
    /** It is being read. */
    READING,
    /** It was read; its passages are being embedded. */
    EMBEDDING,
    /** Questions find it. */
    INDEXED,
    /** Its last reading gave nothing; the outcome says why. */
    FAILED,
    /** It was deleted; the row is its tombstone. */
    DELETED;

    /** Returns the name outside, in lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether work on it is still to be done. */
    public boolean waiting() {
        return this == RECEIVED || this == READING || this == EMBEDDING;
    }
}
