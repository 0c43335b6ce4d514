package dev.recto.index;

import java.util.List;

/**
 * One field's vectors for one passage.
 *
 * @param field the model's id; one vector field for each
 * @param vector normalised to length 1
 * @param sentences int8 vectors of the passage's sentences in order, each normalised and × 127; empty arrays where one has none
 */
@SuppressWarnings("ArrayRecordComponent") // vectors are bulk data, never compared as values
public record PassageVector(String field, float[] vector, List<byte[]> sentences) {
    public PassageVector {
        sentences = List.copyOf(sentences);
    }
}
