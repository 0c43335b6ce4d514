package dev.recto.answer.conversation;

/** A conversation that is not there, or is somebody else's. */
public final class NoSuchConversationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says which. */
    public NoSuchConversationException(String id) {
        super("There is no conversation " + (id.length() <= 40 ? id : "of this id")
                + ". Begin one, or ask without it.");
    }
}
