package dev.recto.index;

/** An index was written by another version of Recto and cannot be used; its documents must be indexed again. */
public final class IndexFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Takes a sentence that says what was found and what to do. */
    public IndexFormatException(String message) {
        super(message);
    }
}
