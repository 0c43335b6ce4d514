package dev.recto.ingest;

/** A generation was made with an embedding model that is no longer configured nor built in, so that no question can be asked of it. */
public final class ModelGoneException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ModelGoneException(String collection, int generation, Iterable<String> models) {
        super("Generation " + generation + " of \"" + collection + "\" was made with " + String.join(", ", models)
                + ", which is not configured any more. Run recto reindex, or configure it again.");
    }
}
