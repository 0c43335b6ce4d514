package dev.recto.ingest;

/** A backup cannot be taken or restored, for a reason that its user can put right; the message is a sentence that says how. */
public final class BackupException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param sentence what is wrong and what to do */
    public BackupException(String sentence) {
        super(sentence);
    }
}
