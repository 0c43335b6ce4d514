package dev.recto.evaluate.grounding;

import java.util.Locale;

/** What was done to a sentence of a document before it is given to grounding. */
public enum SentenceKind {
    /** Nothing: true. */
    QUOTED(true),
    /** Said in slightly other words: true. */
    REWORDED(true),
    /** Another number: false. */
    NUMBER(false),
    /** Another name: false. */
    NAME(false),
    /** Another date: false. */
    DATE(false),
    /** Cites a passage that does not say it: false. */
    PASSAGE(false),
    /** A negation put in or taken out: false. */
    NEGATION(false),
    /** Two who did something to each other exchanged: false. */
    ROLES(false);

    private final boolean holds;

    SentenceKind(boolean holds) {
        this.holds = holds;
    }

    /** Returns whether the cited passage says it. */
    public boolean holds() {
        return holds;
    }

    /** Returns the name in reports. */
    public String outside() {
        return name().toLowerCase(Locale.ROOT);
    }
}
