package dev.recto.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What was measured on one set.
 *
 * @param name the set's name
 * @param counts what was asked of what: documents, passages, questions, missing
 * @param questions over how many questions the figures are
 * @param rankings by name, {@code fused} first: the figures by name
 * @param millis what each question took in process, in ms, in the order asked
 * @param lines a line for each question, for {@code --out}
 */
public record SetReport(
        String name,
        Map<String, Integer> counts,
        int questions,
        Map<String, Map<String, Statistic>> rankings,
        double[] millis,
        List<Map<String, Object>> lines) {
    /** The product's own ranking. */
    public static final String FUSED = "fused";

    /** Returns it as the JSON object that {@code eval --json} prints for a set: names to numbers, texts and maps. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.putAll(counts);
        rankings.forEach((ranking, measures) -> json.put(ranking, figures(measures)));
        var bootstrap = new Bootstrap(questions);
        Map<String, Object> intervals = new LinkedHashMap<>();
        rankings.forEach((ranking, measures) -> {
            Map<String, Object> each = new LinkedHashMap<>();
            measures.forEach((figure, statistic) -> each.put(figure, ends(bootstrap.interval(statistic))));
            intervals.put(ranking, each);
        });
        json.put("intervals", intervals);
        if (rankings.size() > 1) {
            json.put("differences", differences(bootstrap));
        }
        json.put("latency_ms", Map.of("p50", percentile(0.5), "p95", percentile(0.95)));
        return json;
    }

    /** Returns it as lines for a person, each figure with its interval. */
    public List<String> text() {
        List<String> lines = new ArrayList<>();
        lines.add(name + ": " + counts.entrySet().stream().map(count -> count.getValue() + " " + count.getKey())
                .collect(Collectors.joining(", ")));
        var bootstrap = new Bootstrap(questions);
        rankings.forEach((ranking, measures) -> {
            lines.add("  " + ranking);
            measures.forEach((figure, statistic) -> {
                Interval interval = bootstrap.interval(statistic);
                lines.add(String.format(Locale.ROOT, "    %-15s %.4f  [%.4f, %.4f]", figure, statistic.of(questions),
                        interval.low(), interval.high()));
            });
        });
        lines.add(String.format(Locale.ROOT, "  in process: p50 %.1f ms, p95 %.1f ms", percentile(0.5), percentile(0.95)));
        return lines;
    }

    /** Returns a figure of a ranking. */
    double figure(String ranking, String figure) {
        return rankings.get(ranking).get(figure).of(questions);
    }

    private Map<String, Object> figures(Map<String, Statistic> measures) {
        Map<String, Object> figures = new LinkedHashMap<>();
        measures.forEach((figure, statistic) -> figures.put(figure, statistic.of(questions)));
        return figures;
    }

    private Map<String, Object> differences(Bootstrap bootstrap) {
        Map<String, Object> differences = new LinkedHashMap<>();
        rankings.forEach((ranking, measures) -> {
            if (!ranking.equals(FUSED)) {
                Map<String, Object> each = new LinkedHashMap<>();
                measures.forEach((figure, statistic) -> {
                    Statistic fused = rankings.get(FUSED).get(figure);
                    if (fused != null) {
                        Difference difference = bootstrap.difference(fused, statistic);
                        Map<String, Object> one = new LinkedHashMap<>();
                        one.put("difference", difference.value());
                        one.put("interval", ends(difference.interval()));
                        one.put("significant", difference.significant());
                        each.put(figure, one);
                    }
                });
                differences.put(ranking, each);
            }
        });
        return differences;
    }

    private static List<Double> ends(Interval interval) {
        return List.of(interval.low(), interval.high());
    }

    /** Returns the time below which this share of the questions stayed, in ms; 0 where none was asked. */
    double percentile(double share) {
        double[] sorted = Arrays.stream(millis).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
    }
}
