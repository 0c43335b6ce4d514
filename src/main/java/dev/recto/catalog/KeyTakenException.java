package dev.recto.catalog;

/** A source key belongs to a document that stands in another one, and can be changed only with that one. */
public final class KeyTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KeyTakenException(String key) {
        super("'" + key + "' stands in another document. Upload that one, or choose another key.");
    }
}
