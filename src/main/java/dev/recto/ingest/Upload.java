package dev.recto.ingest;

import dev.recto.catalog.Arrival;
import dev.recto.catalog.Originals;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file that came with a request, its bytes in staging.
 *
 * @param bytes the file, closed by {@link Uploads#receive}
 * @param key the source key that was asked for, 1 to 1,000 characters, or null for the content's hash
 * @param name what a person calls it, as the client says; only its last part is taken, and it never names a file here
 * @param metadata the user's own keys and values; no value has control characters
 */
public record Upload(
        Originals.Staged bytes,
        @Nullable String key,
        @Nullable String name,
        Map<String, String> metadata) {
    private static final int LONGEST_KEY = 1_000;
    private static final int LONGEST_NAME = 255;
    private static final String INSIDE = "!/";

    /** @throws IllegalArgumentException with a sentence for the user, if the key or the metadata is none */
    public Upload {
        metadata = Map.copyOf(metadata);
        metadata.values().forEach(Upload::checkValue);
        if (key != null) {
            check(key);
        }
    }

    /**
     * Checks a source key before there are any bytes for it.
     *
     * @throws IllegalArgumentException with a sentence for the user, if it is none
     */
    public static void check(String key) {
        if (key.isBlank() || key.length() > LONGEST_KEY || key.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "A key has 1 to " + LONGEST_KEY + " characters and no control characters.");
        }
        if (key.contains(INSIDE)) {
            throw new IllegalArgumentException(
                    "A key must not contain \"" + INSIDE + "\", which stands between a container and what is in it.");
        }
    }

    private static void checkValue(String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A metadata value must have no control characters.");
        }
    }

    Arrival arrival() {
        String given = name == null ? "" : plain(name);
        String fallback = key == null ? "" : plain(key);
        String shown = given.isEmpty() ? fallback : given;
        return new Arrival(
                key == null ? bytes.content().hash().hex() : key,
                shown.isEmpty() ? "unnamed" : shown,
                bytes.content(),
                metadata);
    }

    /** Returns the last part of a name, without control characters; empty where that is nothing. */
    private static String plain(String name) {
        String last = PathText.name(name.replace('\\', '/'));
        String clean = last.replaceAll("\\p{Cntrl}", " ").strip();
        if (clean.equals(".") || clean.equals("..")) {
            return "";
        }
        if (clean.length() <= LONGEST_NAME) {
            return clean;
        }
        // the end tells the type, which reading goes by
        int dot = clean.lastIndexOf('.');
        String end = dot < 0 || clean.length() - dot > 20 ? "" : clean.substring(dot);
        return clean.substring(0, LONGEST_NAME - end.length()).strip() + end;
    }
}
