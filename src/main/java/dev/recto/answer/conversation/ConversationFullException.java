package dev.recto.answer.conversation;

/** A conversation that has as many turns as are kept. */
public final class ConversationFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says how many. */
    public ConversationFullException(int turns) {
        super("The conversation has " + turns
                + " turns, as many as are kept (answer.conversation_turns). Begin a new one.");
    }
}
