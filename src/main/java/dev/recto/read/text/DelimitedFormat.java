package dev.recto.read.text;

import dev.recto.document.PartKind;
import dev.recto.read.DocumentDraft;
import dev.recto.read.TableDraft;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Tables as text (CSV, TSV; RFC 4180 and its relatives): one sheet, each row with its header and cell range. */
public final class DelimitedFormat implements TextFormat {
    private static final char[] DELIMITERS = {',', ';', '\t', '|'};
    /** Lines looked at to find the delimiter. */
    private static final int SAMPLE_LINES = 50;

    /** What spreadsheets write above a table to say how it is delimited, and do not show as a row. */
    private static final Pattern NAMED_DELIMITER = Pattern.compile("\\A(?i:sep=)([,;\t|])\\R");

    @Override
    public void read(String file, DocumentDraft draft) {
        Matcher named = NAMED_DELIMITER.matcher(file);
        boolean isNamed = named.find();
        String text = isNamed ? file.substring(named.end()) : file;
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(isNamed ? named.group(1).charAt(0) : delimiter(text))
                .setIgnoreEmptyLines(false)
                .setTrailingData(true)
                .setLenientEof(true)
                .get();
        draft.open(PartKind.SHEET, null);
        var table = new TableDraft(draft, true);
        try (CSVParser parser = format.parse(new StringReader(text))) {
            for (CSVRecord row : parser) {
                if (draft.full()) {
                    return;
                }
                table.row((int) row.getRecordNumber(), Arrays.asList(row.values()), false);
            }
        } catch (IOException | UncheckedIOException broken) {
            draft.gap(
                    "The table is broken: a quoted cell does not end as it should, and what follows it was not read.");
        }
    }

    /** The delimiter whose count is the same on most lines; a comma where nothing tells. */
    static char delimiter(String text) {
        char best = ',';
        double bestScore = 0;
        for (char delimiter : DELIMITERS) {
            int[] counts = text.lines()
                    .filter(line -> !line.isBlank())
                    .limit(SAMPLE_LINES)
                    .mapToInt(line -> count(line, delimiter))
                    .sorted()
                    .toArray();
            if (counts.length == 0) {
                return best;
            }
            int usual = counts[counts.length / 2];
            double same = (double) Arrays.stream(counts)
                            .filter(count -> count == usual)
                            .count()
                    / counts.length;
            double score = usual == 0 ? 0 : same + Math.min(usual, 20) * 0.01;
            if (score > bestScore) {
                best = delimiter;
                bestScore = score;
            }
        }
        return best;
    }

    private static int count(String line, char delimiter) {
        int count = 0;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            count += c == delimiter && !quoted ? 1 : 0;
        }
        return count;
    }
}
