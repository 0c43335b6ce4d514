package dev.recto.answer;

import dev.recto.retrieve.Question;
import org.jspecify.annotations.Nullable;

/**
 * A question and how it is to be answered.
 *
 * @param question what is asked
 * @param settings how it is to be answered
 * @param conversation id of the conversation that it goes on, or null where it stands for itself
 */
public record AnswerRequest(
        Question question,
        AnswerSettings settings,
        @Nullable String conversation) {
    /** Makes a request that stands for itself. */
    public AnswerRequest(Question question, AnswerSettings settings) {
        this(question, settings, null);
    }

    /** Returns a request with everything as configured. */
    public static AnswerRequest of(Question question) {
        return new AnswerRequest(question, AnswerSettings.CONFIGURED);
    }

    /** Returns the same with settings. */
    public AnswerRequest with(AnswerSettings other) {
        return new AnswerRequest(question, other, conversation);
    }

    /** Returns the same with at most so many passages of evidence. */
    public AnswerRequest limited(int passages) {
        return new AnswerRequest(new Question(question.text(), question.filter(), passages), settings, conversation);
    }

    /** Returns the same with other words. */
    public AnswerRequest asking(String text) {
        return new AnswerRequest(new Question(text, question.filter(), question.limit()), settings, conversation);
    }
}
