package dev.recto.ingest;

import dev.recto.document.IngestOutcome;

/** Hears how an ingest goes on. Methods are called one at a time, but not all from the caller's thread; they must be quick. */
public interface IngestListener {
    /** Hears nothing. */
    IngestListener SILENT = new IngestListener() {};

    /** The paths were looked through; {@code progress} says how much there is to do. */
    default void found(IngestProgress progress) {}

    /** Reading a document begins. */
    default void started(String document) {}

    /** A document is done: when this says it is found, questions find it and a crash does not undo it. */
    default void finished(String document, IngestOutcome outcome) {}

    /** Work went on. */
    default void progress(IngestProgress progress) {}
}
