package dev.recto.answer.moderation;

import dev.recto.answer.Degraded;

/** A question may not be asked, or an answer not be said. The message is for whoever asked, in the question's language, and tells nothing of why. */
public final class ModeratedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Cause reason;
    private final boolean midway;

    /** What was refused, and whether it was judged at all. */
    public enum Cause {
        /** The question was judged, and is refused. */
        QUESTION,
        /** What would have been said was judged, and is refused. */
        ANSWER,
        /** The question or the answer could not be judged. */
        UNJUDGED
    }

    ModeratedException(Cause reason, boolean midway, String message) {
        super(message);
        this.reason = reason;
        this.midway = midway;
    }

    /** Returns what was refused. */
    public Cause reason() {
        return reason;
    }

    /** Returns whether sentences of the same answer passed before, so that it can end with them. */
    public boolean midway() {
        return midway;
    }

    /** Returns what an answer is told as that ends here. */
    public Degraded degraded() {
        return switch (reason) {
            case QUESTION, ANSWER -> Degraded.MODERATION;
            case UNJUDGED -> Degraded.UNJUDGED;
        };
    }
}
