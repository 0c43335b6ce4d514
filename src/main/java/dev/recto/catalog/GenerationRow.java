package dev.recto.catalog;

import dev.recto.document.CollectionId;
import java.time.Instant;
import java.util.Map;

/**
 * One complete build of a collection's index.
 *
 * @param collection whose
 * @param number from 1
 * @param created when the build began
 * @param live whether it answers
 * @param models dimensions by the id of each embedding model; one vector field each
 * @param reader version of the reader
 * @param splitter version of the splitter
 * @param analysis version of the index's analysis of words
 */
public record GenerationRow(
        CollectionId collection,
        int number,
        Instant created,
        boolean live,
        Map<String, Integer> models,
        int reader,
        int splitter,
        int analysis) {
    public GenerationRow {
        models = Map.copyOf(models);
    }
}
