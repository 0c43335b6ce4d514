package dev.recto.answer.moderation;

import java.util.Map;
import java.util.Set;

/** What moderation makes of a text. */
public sealed interface Judgement {
    /**
     * It was judged.
     *
     * @param refusing the categories that refuse it; empty for a text that passes
     * @param scores by category how far it belongs there, 0 to 1
     */
    record Judged(Set<String> refusing, Map<String, Double> scores) implements Judgement {
        public Judged {
            refusing = Set.copyOf(refusing);
            scores = Map.copyOf(scores);
        }

        /** Returns whether the text passes. */
        public boolean passes() {
            return refusing.isEmpty();
        }
    }

    /**
     * It could not be judged.
     *
     * @param why a sentence for whoever runs Recto, without a word of the text
     */
    record Failed(String why) implements Judgement {}
}
