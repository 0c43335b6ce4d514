package dev.recto.serve;

import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.catalog.CollectionRow;
import dev.recto.retrieve.Question;
import dev.recto.serve.access.Visitor;

/** How every route's questions are answered, whichever protocol they come by: within the limits for who asks, and kept where answers are. */
@FunctionalInterface
public interface Asking {
    /**
     * Answers a question to a collection that the visitor may read.
     *
     * @param listener is told of the answer while it is made
     * @throws ProblemException if too many ask at once
     * @throws java.util.concurrent.CancellationException if the listener cancelled
     * @throws InterruptedException if the caller is interrupted
     */
    Answer ask(CollectionRow collection, Visitor visitor, Question question, AnswerListener listener)
            throws InterruptedException;
}
