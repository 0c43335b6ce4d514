package dev.recto.read;

/** How drawing a page ended. */
public sealed interface PageImageOutcome {
    /** The PNG lies at the request's target. */
    record Drawn() implements PageImageOutcome {}

    /**
     * There is no picture.
     *
     * @param sentence why, for whoever asked
     */
    record NotDrawn(String sentence) implements PageImageOutcome {}
}
