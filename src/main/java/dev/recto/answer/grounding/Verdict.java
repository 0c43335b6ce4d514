package dev.recto.answer.grounding;

/** Whether the cited passages say a sentence, and if not, why not. */
public sealed interface Verdict {
    /** Returns whether they say it. */
    default boolean supported() {
        return this instanceof Supported;
    }

    /** Returns the reason's name outside; {@code supported} where they say it. */
    String reason();

    /** Returns the words it hangs on, for people; empty where there are none. */
    String detail();

    /** They say it. */
    record Supported() implements Verdict {
        @Override
        public String reason() {
            return "supported";
        }

        @Override
        public String detail() {
            return "";
        }
    }

    /** The sentence cites nothing, or nothing that exists. */
    record NothingCited() implements Verdict {
        @Override
        public String reason() {
            return "nothing_cited";
        }

        @Override
        public String detail() {
            return "";
        }
    }

    /**
     * A number, date, amount, name or quotation does not stand in what is cited.
     *
     * @param detail as the sentence has it
     */
    record Absent(Kind kind, String detail) implements Verdict {
        /** What is missing. */
        public enum Kind {
            FIGURE,
            NAME,
            QUOTATION
        }

        @Override
        public String reason() {
            return switch (kind) {
                case FIGURE -> "absent_figure";
                case NAME -> "absent_name";
                case QUOTATION -> "absent_quotation";
            };
        }
    }

    /**
     * A number or name stands in the passage, but in a sentence about something else.
     *
     * @param detail as the sentence has it
     */
    record Elsewhere(String detail) implements Verdict {
        @Override
        public String reason() {
            return "said_of_something_else";
        }
    }

    /**
     * Too little of the sentence is in what is cited.
     *
     * @param share of its content words that the passages hold, 0 to 1
     */
    record LittleInCommon(double share) implements Verdict {
        @Override
        public String reason() {
            return "little_in_common";
        }

        @Override
        public String detail() {
            return Math.round(share * 100) + "%";
        }
    }

    /**
     * One of sentence and passage denies what the other says.
     *
     * @param detail the passage's sentence
     */
    record Denied(String detail) implements Verdict {
        @Override
        public String reason() {
            return "denied";
        }
    }

    /**
     * Who does it and to whom it is done are exchanged.
     *
     * @param detail the passage's sentence
     */
    record Exchanged(String detail) implements Verdict {
        @Override
        public String reason() {
            return "roles_exchanged";
        }
    }
}
