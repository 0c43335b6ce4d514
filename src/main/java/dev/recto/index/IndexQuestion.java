package dev.recto.index;

import dev.recto.document.Caller;
import java.util.Map;

/**
 * What to look for.
 *
 * @param text the question's words; plain words, no query syntax
 * @param nameWeight what a word that names the document counts, beside the same word in its text; 0 for nothing
 * @param vectors the question's vector by field name, each normalised to length 1; may be empty
 * @param caller whose rights filter what is found
 * @param filter metadata keys and the value each must have; empty for none
 * @param depth how many candidates each of the lists gives, at least 1
 */
public record IndexQuestion(
        String text,
        double nameWeight,
        Map<String, float[]> vectors,
        Caller caller,
        Map<String, String> filter,
        int depth) {
    public IndexQuestion {
        vectors = Map.copyOf(vectors);
        filter = Map.copyOf(filter);
        if (depth < 1) {
            throw new IllegalArgumentException("depth must be at least 1: " + depth);
        }
    }
}
