package dev.recto.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A folder with a file for each set and a line of JSON in it for each question, so that failures can be read; for refusals the
 * drawing {@code risk-coverage.svg} beside them.
 */
public final class QuestionLines {
    private final Path folder;

    /** @param folder made where it is missing */
    public QuestionLines(Path folder) {
        this.folder = folder;
    }

    /**
     * Writes these reports' files, over older ones of the same sets.
     *
     * @throws UncheckedIOException if they cannot be written
     */
    public void write(List<SetReport> reports) {
        try {
            Files.createDirectories(folder);
            for (SetReport report : reports) {
                Files.write(folder.resolve(fileName(report)), lines(report));
            }
            if (reports.stream().anyMatch(report -> !report.curve().points().isEmpty())) {
                Files.writeString(folder.resolve("risk-coverage.svg"), RiskCoverageChart.of(reports));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write into " + folder + ": " + e.getMessage(), e);
        }
    }

    private static List<String> lines(SetReport report) throws IOException {
        var json = new ObjectMapper();
        List<String> lines = new ArrayList<>();
        for (Map<String, Object> line : report.lines()) {
            lines.add(json.writeValueAsString(line));
        }
        return lines;
    }

    /** A set's name may hold what a file's name may not. */
    private static String fileName(SetReport report) {
        return report.name().replaceAll("[^\\p{L}\\p{N}._-]+", "-") + ".jsonl";
    }
}
