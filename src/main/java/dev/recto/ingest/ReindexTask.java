package dev.recto.ingest;

/**
 * What a re-index is to do.
 *
 * @param kind which
 * @param target number of the generation to go to; 0 where the kind goes to none, or to the one before the present
 * @param cause why, for the ledger: {@code asked}, {@code schedule}, {@code rollback} …
 */
public record ReindexTask(Kind kind, int target, String cause) {
    /** What is done. */
    public enum Kind {
        /** Build a generation where models or versions changed. */
        BUILD,
        /** Build a generation although nothing changed. */
        FORCE,
        /** Go back to the generation that answered before. */
        ROLLBACK,
        /** Go to a kept generation. */
        ACTIVATE
    }

    /** Returns a build that somebody asked for. */
    public static ReindexTask build(boolean force) {
        return new ReindexTask(force ? Kind.FORCE : Kind.BUILD, 0, "asked");
    }

    /** Returns the way back. */
    public static ReindexTask rollback() {
        return new ReindexTask(Kind.ROLLBACK, 0, "rollback");
    }

    /** Returns the way to a kept generation. */
    public static ReindexTask activate(int generation) {
        return new ReindexTask(Kind.ACTIVATE, generation, "activate");
    }
}
