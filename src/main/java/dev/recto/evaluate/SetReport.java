package dev.recto.evaluate;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was measured on one set.
 *
 * @param name the set's name
 * @param counts what was asked of what: documents, passages, questions, missing
 * @param questions over how many questions the figures are
 * @param rankings by name, {@code fused} first: the figures by name
 * @param latency p50 and p95 from question to answer in process, in ms; null where no time was taken
 * @param curve risk against coverage; empty where every question has an answer
 * @param lines a line for each question, for {@code --out}
 */
public record SetReport(
        String name,
        Map<String, Integer> counts,
        int questions,
        Map<String, Map<String, Statistic>> rankings,
        Latency.@Nullable Percentiles latency,
        RiskCurve curve,
        List<Map<String, Object>> lines) {
    /** The product's own ranking. */
    static final String FUSED = "fused";

    /** Words alone. */
    static final String LEXICAL = "lexical";

    /** Vectors alone. */
    static final String DENSE = "dense";

    /** Returns whether a ranking has a figure. */
    boolean has(String ranking, String figure) {
        return rankings.getOrDefault(ranking, Map.of()).containsKey(figure);
    }

    /** Returns a figure of a ranking, which must have it. */
    Statistic statistic(String ranking, String figure) {
        return Objects.requireNonNull(rankings.getOrDefault(ranking, Map.of()).get(figure), figure);
    }

    /** Returns the value of a figure that a ranking has. */
    double figure(String ranking, String figure) {
        return statistic(ranking, figure).of(questions);
    }

    /** Returns what is left to chance in its figures. */
    Bootstrap bootstrap() {
        return new Bootstrap(questions);
    }
}
