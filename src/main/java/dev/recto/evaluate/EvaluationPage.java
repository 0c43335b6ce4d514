package dev.recto.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A page of documentation whose tables this writes between markers, {@code <!-- eval KIND -->} and {@code <!-- end -->}. A set that was measured
 * again replaces its row; rows of other sets stay, unless the columns changed.
 */
public final class EvaluationPage {
    private final Path file;

    /** @param file Markdown with markers */
    public EvaluationPage(Path file) {
        this.file = file;
    }

    /**
     * Writes the rows of these reports, and for refusals the drawing {@code risk-coverage.svg} beside the page.
     *
     * @throws EvaluationDataException if the page has no markers for this kind
     * @throws UncheckedIOException if it cannot be read or written
     */
    public void write(EvaluationKind kind, List<SetReport> reports) {
        String begin = "<!-- eval " + kind.outside() + " -->\n";
        try {
            String text = Files.readString(file);
            int from = text.indexOf(begin);
            int to = from < 0 ? -1 : text.indexOf("<!-- end -->", from);
            if (to < 0) {
                throw new EvaluationDataException(
                        file, "there is no pair of lines " + begin.strip() + " and <!-- end --> to write between");
            }
            String table = table(ReportTable.of(kind, reports), text.substring(from + begin.length(), to));
            Files.writeString(file, text.substring(0, from + begin.length()) + table + text.substring(to));
            if (reports.stream().anyMatch(report -> !report.curve().points().isEmpty())) {
                Files.writeString(file.resolveSibling("risk-coverage.svg"), RiskCoverageChart.of(reports));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the tables of " + file + ": " + e.getMessage(), e);
        }
    }

    private static String table(ReportTable table, String before) {
        Map<String, String> rows = new LinkedHashMap<>();
        String header = line(table.header());
        List<String> lines = before.lines().filter(line -> line.startsWith("|")).toList();
        if (!lines.isEmpty() && lines.getFirst().equals(header)) {
            lines.stream().skip(2).forEach(line -> rows.put(name(line), line));
        }
        table.rows().forEach(row -> rows.put(row.getFirst(), line(row)));
        List<String> written = new ArrayList<>();
        written.add(header);
        written.add("|" + "---|".repeat(table.header().size()));
        written.addAll(rows.values());
        return "\n" + String.join("\n", written) + "\n\n";
    }

    private static String line(List<String> cells) {
        return "| "
                + String.join(
                        " | ",
                        cells.stream().map(cell -> cell.replace("|", "\\|")).toList()) + " |";
    }

    private static String name(String line) {
        return Arrays.stream(line.split("(?<!\\\\)\\|"))
                .skip(1)
                .findFirst()
                .orElse("")
                .strip();
    }
}
