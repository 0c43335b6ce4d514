package dev.recto.answer.moderation;

/** Stands before each sentence of one answer: what it refuses is told to nobody. Belongs to one answer. */
@FunctionalInterface
public interface SentenceGate {
    /** Lets everything through. */
    SentenceGate OPEN = sentence -> {};

    /**
     * Lets a sentence through.
     *
     * @throws ModeratedException if it may not be said, or could not be judged
     * @throws java.util.concurrent.CancellationException if the caller is interrupted meanwhile
     */
    void admit(String sentence);
}
