package dev.recto.answer.chat;

/** A chat model was asked for, and none is configured. */
public final class NoChatModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what to do. */
    public NoChatModelException() {
        super("This needs a chat model, and none is configured. Set chat.provider. Questions, summaries and labels"
                + " also go without one, with the answerer \"quote\".");
    }
}
