package dev.recto.ingest;

/** A collection's index is being built from nothing, so that no question can be asked of it yet; the message says so. */
public final class IndexBuildingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    IndexBuildingException(String collection) {
        super("The index of '" + collection
                + "' is being built again from what was read; nothing is lost. Ask again in a while.");
    }
}
