package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.GenerationRow;
import dev.recto.catalog.Transition;
import dev.recto.index.PassageIndex;
import dev.recto.read.PassageSplitter;
import dev.recto.read.ReaderVersion;
import java.util.TreeSet;

/**
 * The index that work goes into.
 *
 * @param collection whose
 * @param generation which build of it
 * @param index open
 * @param cause why the work is done, for the ledger
 * @param replay whether it is behind the catalogue until all of the work is done; its commits then keep the position they found,
 *     so that a crash meanwhile leaves it behind as before
 */
record IndexTarget(
        CollectionRow collection, GenerationRow generation, PassageIndex index, String cause, boolean replay) {
    /** Returns the transition of documents that come in. */
    Transition transition() {
        return new Transition(
                cause,
                ReaderVersion.CURRENT,
                PassageSplitter.VERSION,
                String.join(",", new TreeSet<>(generation.models().keySet())));
    }
}
