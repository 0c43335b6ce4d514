package dev.recto.ingest;

/** Hears how far a re-index is. */
@FunctionalInterface
public interface ReindexListener {
    /** Hears nothing. */
    ReindexListener SILENT = (done, total) -> {};

    /** So many of so many documents stand in the new generation. */
    void progress(int done, int total);
}
