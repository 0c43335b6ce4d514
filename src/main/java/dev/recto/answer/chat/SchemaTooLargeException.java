package dev.recto.answer.chat;

/** A schema leaves no room for a document's passages in the chat model's window. */
public final class SchemaTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what to do. */
    public SchemaTooLargeException() {
        super(
                "The schema leaves no room for the document's passages in the chat model's window (chat.window). Make the schema smaller, or"
                        + " the window larger.");
    }
}
