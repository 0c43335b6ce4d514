package dev.recto.evaluate.grounding;

import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Changes sentences of one language, so that they still say the same or no longer do. Written before grounding was tuned and from the
 * language alone; nothing in here looks at how grounding decides.
 */
public interface Wording {
    /** Returns the sentence in slightly other words; empty where nothing could be changed. */
    Optional<String> reword(String sentence, Random random);

    /** Returns the sentence with another number, taken from {@code others} where one fits; empty where it has none. */
    Optional<String> otherNumber(String sentence, List<String> others, Random random);

    /** Returns the sentence with another date; empty where it has none. */
    Optional<String> otherDate(String sentence, List<String> others, Random random);

    /** Returns the sentence with another name from {@code others}; empty where it has none or none fits. */
    Optional<String> otherName(String sentence, List<String> others, Random random);

    /** Returns the sentence with a negation put in or taken out; empty where there is no plain place for it. */
    Optional<String> negate(String sentence, Random random);

    /** Returns the sentence with the one who does and the one to whom it is done exchanged; empty where they are not plain to see. */
    Optional<String> exchangeRoles(String sentence, List<String> names);

    /** Returns the names that a passage holds, as far as they are plain to see. */
    List<String> names(String passage);
}
