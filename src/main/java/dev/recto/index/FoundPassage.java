package dev.recto.index;

import dev.recto.document.DocumentFacts;
import dev.recto.document.PartKind;
import dev.recto.document.Passage;
import dev.recto.document.PassageId;
import java.util.List;
import java.util.Map;

/**
 * A passage loaded from the index.
 *
 * @param id the passage
 * @param passage its text and span
 * @param partKind what its part is
 * @param document the document it stands in
 * @param sentences int8 sentence vectors by field name, in the passage's sentence order; without entries for fields it has no vector in
 */
public record FoundPassage(
        PassageId id,
        Passage passage,
        PartKind partKind,
        DocumentFacts document,
        Map<String, List<byte[]>> sentences) {}
