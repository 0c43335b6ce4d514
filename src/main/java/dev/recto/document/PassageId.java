package dev.recto.document;

import java.util.regex.Pattern;

/**
 * The opaque id of a passage; the same document and content, split the same way, gives the same id at the same place.
 *
 * @param value {@code p_} and 8 to 40 of a-z and 0-9, so that it is safe in a path, a URL and a log
 */
public record PassageId(String value) {
    private static final Pattern FORM = Pattern.compile("p_[a-z0-9]{8,40}");

    public PassageId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("not a passage id: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
