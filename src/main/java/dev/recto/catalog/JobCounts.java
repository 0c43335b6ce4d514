package dev.recto.catalog;

import java.util.Map;
import java.util.TreeMap;

/**
 * How far a job is.
 *
 * @param total how many documents it has
 * @param done on how many of them its work has ended
 * @param outcomes how many by how it ended; a document that was deleted meanwhile has none
 */
public record JobCounts(int total, int done, Map<String, Integer> outcomes) {
    /** No documents at all. */
    public static final JobCounts NONE = new JobCounts(0, 0, Map.of());

    public JobCounts {
        outcomes = Map.copyOf(outcomes);
    }

    /** Returns these and others together. */
    public JobCounts and(JobCounts others) {
        var sum = new TreeMap<>(outcomes);
        others.outcomes().forEach((outcome, count) -> sum.merge(outcome, count, Integer::sum));
        return new JobCounts(total + others.total(), done + others.done(), sum);
    }
}
