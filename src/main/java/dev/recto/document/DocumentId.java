package dev.recto.document;

import java.util.regex.Pattern;

/**
 * The opaque id of a document (collection and source key), kept over all its versions.
 *
 * @param value {@code d_} and 8 to 40 of a-z and 0-9, so that it is safe in a path, a URL and a log
 */
public record DocumentId(String value) {
    private static final Pattern FORM = Pattern.compile("d_[a-z0-9]{8,40}");

    public DocumentId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a document id: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
