package dev.recto.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reports as lines for a person. */
public final class ReportText {
    private ReportText() {}

    /** Returns a set's figures, a line each, with their intervals and how far fused stands above words or vectors alone. */
    public static List<String> of(SetReport report) {
        List<String> lines = new ArrayList<>();
        String counts = report.counts().entrySet().stream()
                .map(count -> String.format(Locale.ROOT, "%,d %s", count.getValue(), count.getKey()))
                .collect(Collectors.joining(", "));
        lines.add(report.name() + ": " + counts);
        report.rankings().forEach((ranking, figures) -> {
            lines.add("  " + ranking);
            figures.forEach((figure, statistic) -> lines.add(line(report, ranking, figure, statistic)));
        });
        Latency.Percentiles latency = report.latency();
        if (latency != null) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  question to answer, in process: p50 %.1f ms, p95 %.1f ms (load %.1f)",
                    latency.p50(),
                    latency.p95(),
                    latency.load()));
        }
        return lines;
    }

    private static String line(SetReport report, String ranking, String figure, Statistic statistic) {
        Bootstrap bootstrap = report.bootstrap();
        Interval interval = bootstrap.interval(statistic);
        String line = String.format(
                Locale.ROOT,
                "    %-15s %.4f  [%.4f, %.4f]",
                figure,
                statistic.of(report.questions()),
                interval.low(),
                interval.high());
        if (ranking.equals(SetReport.FUSED) || !report.has(SetReport.FUSED, figure)) {
            return line;
        }
        Difference difference = bootstrap.difference(report.statistic(SetReport.FUSED, figure), statistic);
        return line
                + String.format(
                        Locale.ROOT,
                        "   fused %+.4f [%+.4f, %+.4f]%s",
                        difference.value(),
                        difference.interval().low(),
                        difference.interval().high(),
                        difference.significant() ? " significant" : "");
    }
}
