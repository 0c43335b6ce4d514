package dev.recto.answer.chat;

/** A chat model was asked for, and none is configured. */
public final class NoChatModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what to do. */
    public NoChatModelException() {
        super("No chat model is configured. Set chat.provider, or ask with the answerer \"quote\".");
    }
}
