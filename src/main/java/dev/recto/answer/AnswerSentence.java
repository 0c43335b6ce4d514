package dev.recto.answer;

import dev.recto.answer.grounding.Verdict;
import java.util.List;

/**
 * One sentence of an answer.
 *
 * @param text what is said
 * @param verdict whether its citations back it, and if not, why not
 * @param citations numbers of its citations, from 1
 */
public record AnswerSentence(String text, Verdict verdict, List<Integer> citations) {
    public AnswerSentence {
        citations = List.copyOf(citations);
    }

    /** Returns whether its citations back it. */
    public boolean supported() {
        return verdict.supported();
    }
}
