package dev.recto.serve.routes;

import dev.recto.serve.Problem;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks metadata keys and values that come from outside. */
public final class Metadata {
    /** Most pairs of one document or filter. */
    static final int MOST_PAIRS = 64;

    /** Longest value, in UTF-16 units. */
    static final int LONGEST_VALUE = 1_000;

    /** Of ASCII only letters, digits, {@code . - _}: no key can carry a quote, a wildcard or any query's syntax. */
    private static final Pattern KEY = Pattern.compile("[^\\x00-,/:-@\\[-^`{-\\x9f]{1,64}");

    private Metadata() {}

    /**
     * Returns pairs that are in order.
     *
     * @param field the request's field, for the message
     * @throws dev.recto.serve.ProblemException if one is not
     */
    public static Map<String, String> checked(String field, Map<String, @Nullable String> pairs) {
        if (pairs.size() > MOST_PAIRS) {
            throw wrong(field, "has more than " + MOST_PAIRS + " keys");
        }
        var checked = new TreeMap<String, String>();
        pairs.forEach((key, value) -> {
            if (!KEY.matcher(key).matches()) {
                throw wrong(field, "has a key with other characters than letters, digits, '.', '-' and '_', or more than 64");
            }
            if (value == null || value.length() > LONGEST_VALUE) {
                throw wrong(field, "has a value that is no text of at most " + LONGEST_VALUE + " characters");
            }
            checked.put(wellFormed(field, key), wellFormed(field, value));
        });
        return checked;
    }

    /**
     * Returns a text that has no half of a surrogate pair, which no UTF-8 can say.
     *
     * @throws dev.recto.serve.ProblemException if it has
     */
    public static String wellFormed(String field, String text) {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (Character.isHighSurrogate(unit) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(unit)) {
                throw wrong(field, "has half of a surrogate pair");
            }
        }
        return text;
    }

    private static dev.recto.serve.ProblemException wrong(String field, String what) {
        return Problem.badRequest("invalid_field", "\"" + field + "\" " + what + ".")
                .exception();
    }
}
