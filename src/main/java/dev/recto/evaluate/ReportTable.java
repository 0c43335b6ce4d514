package dev.recto.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reports of one kind as rows of a Markdown table; an interval of 95 % follows its figure in brackets. */
final class ReportTable {
    private static final List<String> ALONE = List.of(SetReport.LEXICAL, SetReport.DENSE);

    private final List<String> header;
    private final List<List<String>> rows;

    private ReportTable(List<String> header, List<List<String>> rows) {
        this.header = header;
        this.rows = rows;
    }

    /** Returns the header's cells. */
    List<String> header() {
        return header;
    }

    /** Returns a row of cells for each report; the first cell is the set's name. */
    List<List<String>> rows() {
        return rows;
    }

    static ReportTable of(EvaluationKind kind, List<SetReport> reports) {
        List<String> header =
                new ArrayList<>(List.of("Set", kind == EvaluationKind.GROUNDING ? "Sentences" : "Questions"));
        kind.figures().values().forEach(header::add);
        kind.compared().forEach((figure, name) -> {
            header.add(name + ", words alone");
            header.add(name + ", vectors alone");
            header.add(name + ", above the better of these");
        });
        header.add("ms p50, p95 (load)");
        return new ReportTable(
                header, reports.stream().map(report -> row(kind, report)).toList());
    }

    private static List<String> row(EvaluationKind kind, SetReport report) {
        List<String> row = new ArrayList<>(List.of(report.name(), String.valueOf(report.questions())));
        kind.figures().keySet().forEach(figure -> row.add(figure(report, SetReport.FUSED, figure)));
        for (String figure : kind.compared().keySet()) {
            ALONE.forEach(ranking -> row.add(
                    report.has(ranking, figure)
                            ? String.format(Locale.ROOT, "%.4f", report.figure(ranking, figure))
                            : ""));
            row.add(above(report, figure));
        }
        Latency.Percentiles latency = report.latency();
        row.add(
                latency == null
                        ? ""
                        : String.format(
                                Locale.ROOT, "%.1f, %.1f (%.1f)", latency.p50(), latency.p95(), latency.load()));
        return row;
    }

    private static String figure(SetReport report, String ranking, String figure) {
        if (!report.has(ranking, figure)) {
            return "";
        }
        Interval interval = report.bootstrap().interval(report.statistic(ranking, figure));
        return String.format(
                Locale.ROOT, "%.4f [%.3f, %.3f]", report.figure(ranking, figure), interval.low(), interval.high());
    }

    private static String above(SetReport report, String figure) {
        String better = "";
        for (String ranking : ALONE) {
            boolean first = better.isEmpty();
            if (report.has(ranking, figure)
                    && (first || report.figure(ranking, figure) > report.figure(better, figure))) {
                better = ranking;
            }
        }
        if (better.isEmpty()) {
            return "";
        }
        Difference difference = report.bootstrap()
                .difference(report.statistic(SetReport.FUSED, figure), report.statistic(better, figure));
        String line = String.format(
                Locale.ROOT,
                "%+.4f [%+.3f, %+.3f]",
                difference.value(),
                difference.interval().low(),
                difference.interval().high());
        return difference.significant() ? "**" + line + "**" : line;
    }
}
