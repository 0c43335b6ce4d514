package dev.recto.serve.routes;

import dev.recto.ingest.IngestRequest;
import dev.recto.serve.Problem;
import dev.recto.serve.ProblemException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Checks metadata keys and values that come from outside. */
public final class Metadata {
    /** Most pairs of one document or filter. */
    static final int MOST_PAIRS = 64;

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
            if (value == null) {
                throw wrong(field, "has a value that is no text");
            }
            checked.put(key, wellFormed(field, value));
        });
        try {
            IngestRequest.check(checked);
        } catch (IllegalArgumentException e) {
            throw wrong(field, "is not in order. " + e.getMessage());
        }
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
            if (Character.isHighSurrogate(unit)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(unit)) {
                throw wrong(field, "has half of a surrogate pair");
            }
        }
        return text;
    }

    private static ProblemException wrong(String field, String what) {
        return Problem.badRequest("invalid_field", "\"" + field + "\" " + what + (what.endsWith(".") ? "" : "."))
                .exception();
    }
}
