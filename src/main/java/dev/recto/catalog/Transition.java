package dev.recto.catalog;

/**
 * Why a document changes its state, and which versions of the house's own parts were at work.
 *
 * @param cause such as {@code ingest}, {@code sync}, {@code delete}, {@code resume}
 * @param reader version of the reader, 0 where none was involved
 * @param splitter version of the splitter, 0 where none was involved
 * @param models ids of the embedding models, separated by commas; empty where none was involved
 */
public record Transition(String cause, int reader, int splitter, String models) {
    /** Returns a transition in which nothing was read or embedded. */
    public static Transition of(String cause) {
        return new Transition(cause, 0, 0, "");
    }
}
