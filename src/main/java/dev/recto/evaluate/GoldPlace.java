package dev.recto.evaluate;

/**
 * Where an answer stands.
 *
 * @param document as the file of questions names it; once looked up in a collection, the document's id
 * @param page from 1, or 0 where only the document is known
 */
public record GoldPlace(String document, int page) {
    public GoldPlace {
        if (page < 0) {
            throw new IllegalArgumentException("pages count from 1: " + page);
        }
    }
}
