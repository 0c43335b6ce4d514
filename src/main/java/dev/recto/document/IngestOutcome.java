package dev.recto.document;

/** How the last reading of a document ended. The names outside are contract.md's. */
public sealed interface IngestOutcome {
    /** Returns the name outside: {@code INDEXED}, {@code UNCHANGED}, {@code PARTIAL}, or a {@link ReadingProblem}'s name. */
    String name();

    /** Returns a sentence that says what happened and, where it went wrong, what to do. */
    String sentence();

    /** Returns whether the document can now be found. */
    default boolean found() {
        return !(this instanceof NotIndexed);
    }

    /** Read whole and found by questions. */
    record Indexed(int parts, int passages) implements IngestOutcome {
        @Override
        public String name() {
            return "INDEXED";
        }

        @Override
        public String sentence() {
            return "Indexed " + passages + (passages == 1 ? " passage." : " passages.");
        }
    }

    /** The same bytes as before; nothing was done. */
    record Unchanged() implements IngestOutcome {
        @Override
        public String name() {
            return "UNCHANGED";
        }

        @Override
        public String sentence() {
            return "Unchanged since it was last read.";
        }
    }

    /** Some of it could not be read; what could is found by questions. */
    record Partial(int parts, int passages, String reason) implements IngestOutcome {
        @Override
        public String name() {
            return "PARTIAL";
        }

        @Override
        public String sentence() {
            return reason;
        }
    }

    /** Nothing of it is found by questions. */
    record NotIndexed(ReadingProblem problem, String sentence) implements IngestOutcome {
        @Override
        public String name() {
            return problem.name();
        }
    }
}
