package dev.recto.evaluate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports as {@code eval --json} prints them: names to numbers, texts, lists and maps. */
public final class ReportJson {
    private ReportJson() {}

    /** Returns all sets' figures with their intervals and what sets the product's ranking apart from words or vectors alone. */
    public static Map<String, Object> of(List<SetReport> reports) {
        return Map.of("sets", reports.stream().map(ReportJson::set).toList());
    }

    /** Returns them as the text that is kept of a collection's evaluation. */
    public static String text(List<SetReport> reports) {
        try {
            return new ObjectMapper().writeValueAsString(of(reports));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> set(SetReport report) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", report.name());
        json.putAll(report.counts());
        var bootstrap = report.bootstrap();
        Map<String, Object> intervals = new LinkedHashMap<>();
        report.rankings().forEach((ranking, figures) -> {
            Map<String, Object> values = new LinkedHashMap<>();
            Map<String, Object> ends = new LinkedHashMap<>();
            figures.forEach((figure, statistic) -> {
                values.put(figure, statistic.of(report.questions()));
                ends.put(figure, ends(bootstrap.interval(statistic)));
            });
            json.put(ranking, values);
            intervals.put(ranking, ends);
        });
        json.put("intervals", intervals);
        if (report.rankings().size() > 1) {
            json.put("differences", differences(report, bootstrap));
        }
        if (!report.curve().points().isEmpty()) {
            json.put(
                    "risk_coverage",
                    report.curve().points().stream()
                            .map(point -> List.of(point.confidence(), point.coverage(), point.risk()))
                            .toList());
        }
        Latency.Percentiles latency = report.latency();
        if (latency != null) {
            json.put("latency_ms", Map.of("p50", latency.p50(), "p95", latency.p95(), "load", latency.load()));
        }
        return json;
    }

    /** By the ranking that fused is compared with. */
    private static Map<String, Object> differences(SetReport report, Bootstrap bootstrap) {
        Map<String, Object> differences = new LinkedHashMap<>();
        report.rankings().forEach((ranking, figures) -> {
            Map<String, Object> each = new LinkedHashMap<>();
            figures.forEach((figure, statistic) -> {
                if (!ranking.equals(SetReport.FUSED) && report.has(SetReport.FUSED, figure)) {
                    Difference difference = bootstrap.difference(report.statistic(SetReport.FUSED, figure), statistic);
                    Map<String, Object> one = new LinkedHashMap<>();
                    one.put("difference", difference.value());
                    one.put("interval", ends(difference.interval()));
                    one.put("significant", difference.significant());
                    each.put(figure, one);
                }
            });
            if (!each.isEmpty()) {
                differences.put(ranking, each);
            }
        });
        return differences;
    }

    private static List<Double> ends(Interval interval) {
        return List.of(interval.low(), interval.high());
    }
}
