package dev.recto.index;

import dev.recto.document.PartKind;
import dev.recto.document.Passage;
import dev.recto.document.PassageId;
import java.util.List;

/**
 * A passage with the vectors it is indexed under.
 *
 * @param id unique in the index
 * @param passage what is indexed and shown
 * @param partKind what its part is, so that a citation can say "page"
 * @param vectors one for each model that embedded it; may be empty
 */
public record PassageEntry(PassageId id, Passage passage, PartKind partKind, List<PassageVector> vectors) {
    public PassageEntry {
        vectors = List.copyOf(vectors);
    }
}
