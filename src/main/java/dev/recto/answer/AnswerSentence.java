package dev.recto.answer;

import java.util.List;

/**
 * One sentence of an answer.
 *
 * @param text what is said
 * @param supported whether its citations back it
 * @param citations numbers of the citations that back it, from 1
 */
public record AnswerSentence(String text, boolean supported, List<Integer> citations) {
    public AnswerSentence {
        citations = List.copyOf(citations);
    }
}
