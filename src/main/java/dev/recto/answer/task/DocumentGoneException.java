package dev.recto.answer.task;

/** A document was deleted while a task read it: what it gave is shown to nobody. */
public final class DocumentGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what to do. */
    public DocumentGoneException() {
        super("A document was deleted while it was read. Begin again without it.");
    }
}
