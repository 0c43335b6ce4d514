package dev.recto.ingest;

import dev.recto.catalog.CatalogException;
import dev.recto.catalog.StorageFailedException;
import java.io.UncheckedIOException;

/** Tells what is wrong with one document from what is wrong with the machine. */
final class Faults {
    private Faults() {}

    /** Returns whether a failure while working on a document may be laid at its door, so that the others go on. */
    static boolean ofDocument(RuntimeException failure) {
        return switch (failure) {
            case StorageFailedException disk -> false;
            case CatalogException catalogue -> false;
            case UncheckedIOException index -> false;
            case StoppedException stopped -> false;
            case ModelGoneException model -> false;
            default -> true;
        };
    }
}
