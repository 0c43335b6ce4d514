package dev.recto.document;

/** Why a file gave no text, by the names that the outcome carries outside. */
public enum ReadingProblem {
    /** There is nothing to read: a scan without a text layer, an empty file. */
    NO_TEXT,
    /** It needs a password. */
    ENCRYPTED,
    /** No reader knows this type. */
    UNSUPPORTED,
    /** It passes a size limit. */
    TOO_LARGE,
    /** Reading took longer than its limit. */
    TIMEOUT,
    /** It is broken, or reading it failed. */
    FAILED
}
