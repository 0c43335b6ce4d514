package dev.recto.catalog;

import java.util.Locale;

/** What was done with a generation, or became of it. */
public enum GenerationChange {
    BEGUN,
    RESUMED,
    /** It came to answer. */
    SWITCHED,
    /** It was built, and does not answer, since a check found it worse. */
    REFUSED,
    FAILED,
    /** Nothing was to be done. */
    CURRENT,
    REMOVED,
    /** Its files are gone, or are not what was written. */
    LOST;

    /** Returns the word for it in the catalogue, the API and on the page, such as {@code begun}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static GenerationChange of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
