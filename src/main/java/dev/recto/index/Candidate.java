package dev.recto.index;

import java.util.Map;

/**
 * A passage that the words or a vector of a question found, with <em>all</em> its scores, whichever list it came from.
 *
 * @param key the engine's handle, valid only within the snapshot that gave it
 * @param lexical BM25 score of the question's words; 0 where none matches
 * @param named rarity of the terms by which the question calls the passage's document; 0 where it does not
 * @param cosines cosine by field name, for each of the question's fields in which the passage has a vector
 */
public record Candidate(int key, double lexical, double named, Map<String, Double> cosines) {
    public Candidate {
        cosines = Map.copyOf(cosines);
    }
}
