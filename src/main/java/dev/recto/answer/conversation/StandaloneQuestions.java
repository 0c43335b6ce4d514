package dev.recto.answer.conversation;

import dev.recto.catalog.TurnRow;
import java.util.List;

/** Makes follow-up questions stand for themselves: by a chat model, or without one. */
public interface StandaloneQuestions {
    /**
     * Returns the question as it can be looked up; the question itself where it needs nothing.
     *
     * @param earlier the conversation's turns before it, oldest first; may be empty
     * @throws InterruptedException if the caller is interrupted
     */
    String standalone(String question, List<TurnRow> earlier) throws InterruptedException;
}
