package dev.recto.catalog;

import java.util.List;

/**
 * A text's vectors by one model, as the cache keeps them.
 *
 * @param vector normalised to length 1
 * @param sentences int8 vectors of its sentences in order; empty (length 0) for a sentence without one
 */
@SuppressWarnings("ArrayRecordComponent") // vectors are bulk data, never compared as values
public record CachedVector(float[] vector, List<byte[]> sentences) {
    public CachedVector {
        sentences = List.copyOf(sentences);
    }
}
