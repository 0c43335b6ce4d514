package dev.recto.ingest;

import dev.recto.catalog.GenerationRow;
import java.util.List;

/** How a re-index ended. */
public sealed interface ReindexOutcome {
    /** Returns the name outside: {@code SWITCHED}, {@code CURRENT} or {@code REFUSED}. */
    String name();

    /** Returns what happened, as a sentence for people. */
    String sentence();

    /** Returns the number of the generation that it is about. */
    int generation();

    /**
     * Another generation answers now.
     *
     * @param to which
     * @param work what that took
     */
    record Switched(GenerationRow to, ReindexWork work) implements ReindexOutcome {
        @Override
        public String name() {
            return "SWITCHED";
        }

        @Override
        public String sentence() {
            return "Generation " + to.number() + " answers now: " + work.sentence();
        }

        @Override
        public int generation() {
            return to.number();
        }
    }

    /** Nothing had to be done. */
    record Current(int generation, String sentence) implements ReindexOutcome {
        @Override
        public String name() {
            return "CURRENT";
        }
    }

    /**
     * What was built failed its check; the generation that answered goes on answering.
     *
     * @param generation the one that was built, and is removed again
     * @param problems why, a sentence each
     */
    record Refused(int generation, List<String> problems) implements ReindexOutcome {
        public Refused {
            problems = List.copyOf(problems);
        }

        @Override
        public String name() {
            return "REFUSED";
        }

        @Override
        public String sentence() {
            return "Generation " + generation + " was built and not switched to: " + String.join(" ", problems);
        }
    }
}
