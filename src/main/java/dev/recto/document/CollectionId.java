package dev.recto.document;

import java.util.regex.Pattern;

/**
 * The opaque id of a collection; names its folder under {@code index/}.
 *
 * @param value {@code c_} and 8 to 40 of a-z and 0-9, so that it is safe in a path, a URL and a log
 */
public record CollectionId(String value) {
    private static final Pattern FORM = Pattern.compile("c_[a-z0-9]{8,40}");

    public CollectionId {
        if (!is(value)) {
            throw new IllegalArgumentException("not a collection id: " + value);
        }
    }

    /** Returns whether a text is one. */
    public static boolean is(String text) {
        return FORM.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
