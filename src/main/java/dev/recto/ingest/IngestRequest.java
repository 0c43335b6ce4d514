package dev.recto.ingest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What to take in.
 *
 * @param paths files and folders, each taken in whole
 * @param metadata the user's own keys and values; a key is a-z, 0-9 and {@code _}, at most 64, the first a letter
 * @param sync whether documents whose file vanished from a given folder are deleted
 */
public record IngestRequest(List<Path> paths, Map<String, String> metadata, boolean sync) {
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final int LONGEST_VALUE = 1_000;
    private static final int MOST_KEYS = 64;

    /** @throws IllegalArgumentException with a sentence for the user, if a key or value is none */
    public IngestRequest {
        paths = List.copyOf(paths);
        metadata = Map.copyOf(metadata);
        check(metadata);
    }

    /**
     * Checks metadata, or a filter on it.
     *
     * @throws IllegalArgumentException with a sentence for the user, if a key or value is none
     */
    public static void check(Map<String, String> metadata) {
        if (metadata.size() > MOST_KEYS) {
            throw new IllegalArgumentException("At most " + MOST_KEYS + " metadata keys can be given.");
        }
        metadata.forEach(IngestRequest::check);
    }

    private static void check(String key, String value) {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException(
                    "A metadata key has a-z, 0-9 and '_', at most 64, and begins with a letter.");
        }
        if (value.isBlank() || value.length() > LONGEST_VALUE || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("The metadata value of '" + key + "' must have 1 to " + LONGEST_VALUE
                    + " characters and no control characters.");
        }
    }
}
