package dev.recto.serve.mcp;

import dev.recto.answer.Answer;
import dev.recto.catalog.CollectionRow;
import dev.recto.retrieve.Question;

/** How a tool's question is answered: within the limits that hold for who asks, and kept where answers are kept. */
@FunctionalInterface
public interface McpAsking {
    /**
     * Answers a question.
     *
     * @throws dev.recto.serve.ProblemException if too many ask at once
     * @throws InterruptedException if the caller is interrupted
     */
    Answer ask(CollectionRow collection, McpVisit visit, Question question) throws InterruptedException;
}
