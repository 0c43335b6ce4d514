package dev.recto.ingest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What an ingest did.
 *
 * @param outcomes number of documents by their outcome's name outside
 * @param deleted documents deleted because their file vanished
 * @param notTakenIn a line for each document or path that questions do not find, with its sentence
 * @param missing given paths that do not exist
 * @param parts read
 * @param passages indexed
 * @param embedded vectors computed
 * @param reused vectors found in the cache
 * @param readMillis time spent reading and splitting, in ms; it runs beside embedding
 * @param embedMillis time spent on vectors, in ms
 * @param indexMillis time spent indexing, in ms
 * @param totalMillis from beginning to end, in ms
 */
public record IngestSummary(
        Map<String, Integer> outcomes,
        int deleted,
        List<Line> notTakenIn,
        List<Path> missing,
        int parts,
        int passages,
        int embedded,
        int reused,
        long readMillis,
        long embedMillis,
        long indexMillis,
        long totalMillis) {
    public IngestSummary {
        outcomes = Map.copyOf(outcomes);
        notTakenIn = List.copyOf(notTakenIn);
        missing = List.copyOf(missing);
    }

    /** Returns the number of documents looked at. */
    public int files() {
        return outcomes.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Returns whether every document and path came in. */
    public boolean complete() {
        return notTakenIn.isEmpty();
    }

    /**
     * One document or path that did not come in.
     *
     * @param document its source key, or the path as given
     * @param outcome the outcome's name outside
     * @param sentence why, and what to do
     */
    public record Line(String document, String outcome, String sentence) {}
}
