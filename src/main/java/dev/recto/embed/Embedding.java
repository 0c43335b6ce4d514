package dev.recto.embed;

import java.util.List;

/**
 * One model's vectors for one text.
 *
 * @param model the model's id
 * @param vector normalised to length 1
 * @param sentences a vector for each sentence: normalised, each value × 127 rounded to int8; empty (length 0) for a sentence
 *     that lay past the model's window; no entries where the model gives none
 */
@SuppressWarnings("ArrayRecordComponent") // vectors are bulk data, never compared as values
public record Embedding(String model, float[] vector, List<byte[]> sentences) {
    public Embedding {
        sentences = List.copyOf(sentences);
    }
}
