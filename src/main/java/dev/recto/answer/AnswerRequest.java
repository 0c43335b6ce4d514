package dev.recto.answer;

import dev.recto.retrieve.Question;

/**
 * A question and how it is to be answered.
 *
 * @param question what is asked
 * @param settings how it is to be answered
 */
public record AnswerRequest(Question question, AnswerSettings settings) {
    /** Returns a request with everything as configured. */
    public static AnswerRequest of(Question question) {
        return new AnswerRequest(question, AnswerSettings.CONFIGURED);
    }
}
