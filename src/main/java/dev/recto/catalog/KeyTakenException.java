package dev.recto.catalog;

/**
 * A source key belongs to a document that cannot be changed by it: it stands in another one, or the asker may not see it. Which of the
 * two is not said.
 */
public final class KeyTakenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public KeyTakenException(String key) {
        super(
                "'" + key
                        + "' cannot be used: its document stands in another one, or is not yours to change. Choose another key.");
    }
}
