package dev.recto.answer;

import dev.recto.document.Passage;
import dev.recto.document.TextRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows of tables among a passage's sentences, each with the header it stands under. A row alone says little ("6 to 10, 31, 4 weeks"), and
 * a header alone says nothing; together they are a sentence.
 *
 * <p>Sentences on lines that follow each other, of which one at least holds a tab, are the rows of a table
 * ({@link dev.recto.document.BlockKind#TABLE_ROW}). The passage knows the header of its first table that has one; of another table in it the
 * first row is taken as header where it has no figure and a later row has one.
 */
final class TableRows {
    /** A longer header cell is no label but text; rows under it are left as they stand. Chosen. */
    private static final int LONGEST_LABEL = 80;
    /** Rows among which a table's header is looked for. Chosen. */
    private static final int MOST_HEADER_ROWS = 4;

    private static final String[] NONE = {};

    private final Passage passage;
    /** By sentence: the header cells that label its cells; empty for what is no row or stands under no header. */
    private final List<String[]> headers = new ArrayList<>();
    /** By sentence: whether it is a header, with rows below it. */
    private final boolean[] header;

    private TableRows(Passage passage) {
        this.passage = passage;
        int count = passage.sentences().size();
        this.header = new boolean[count];
        for (int i = 0; i < count; i++) {
            headers.add(NONE);
        }
    }

    /** Finds the rows among a passage's sentences. */
    static TableRows of(Passage passage) {
        var rows = new TableRows(passage);
        if (passage.text().indexOf('\t') >= 0) {
            rows.label();
        }
        return rows;
    }

    /** Returns whether a sentence is the header of rows below it, which say it with their cells. */
    boolean isHeader(int sentence) {
        return header[sentence];
    }

    /** Returns a sentence as it reads alone: a row's cells each after its header cell, anything else as it stands. */
    String said(int sentence) {
        String words = passage.sentence(sentence);
        String[] labels = headers.get(sentence);
        if (labels.length == 0) {
            return words;
        }
        String[] cells = cells(words);
        boolean chinese =
                Arrays.stream(labels).anyMatch(label -> label.codePoints().anyMatch(Character::isIdeographic));
        var said = new ArrayList<String>();
        for (int i = 0; i < cells.length; i++) {
            if (!cells[i].isEmpty()) {
                said.add(labels[i].isEmpty() ? cells[i] : labels[i] + (chinese ? "：" : ": ") + cells[i]);
            }
        }
        return String.join(chinese ? "；" : "; ", said);
    }

    /** Returns what the sentence at this place says, where there is one exactly there; null otherwise. */
    @Nullable
    String said(TextRange range) {
        int sentence = passage.sentences().indexOf(range);
        return sentence < 0 ? null : said(sentence);
    }

    private void label() {
        String[] known = passage.tableHeader() == null ? NONE : cells(passage.tableHeader());
        List<List<Integer>> tables = tables();
        List<Integer> named = named(tables, known);
        for (List<Integer> table : tables) {
            if (table.equals(named)) {
                label(table, known, headerRows(table, known));
            } else if (hasHeaderOfItsOwn(table)) {
                label(table, cells(passage.sentence(table.getFirst())), 1);
            }
        }
    }

    /** Returns the table that the known header belongs to: the first that shows it, or one that goes on from the passage before. */
    private @Nullable List<Integer> named(List<List<Integer>> tables, String[] known) {
        if (known.length == 0) {
            return null;
        }
        for (List<Integer> table : tables) {
            if (headerRows(table, known) > 0) {
                return table;
            }
        }
        return !tables.isEmpty() && tables.getFirst().getFirst() == 0 ? tables.getFirst() : null;
    }

    private void label(List<Integer> table, String[] labels, int headerRows) {
        boolean fit = Arrays.stream(labels).allMatch(label -> label.length() <= LONGEST_LABEL);
        for (int i = 0; i < table.size(); i++) {
            int sentence = table.get(i);
            int cells = cells(passage.sentence(sentence)).length;
            if (i < headerRows) {
                header[sentence] = headerRows < table.size();
            } else if (fit && cells > 1 && cells <= labels.length) {
                headers.set(sentence, labels);
            }
        }
    }

    private List<List<Integer>> tables() {
        var tables = new ArrayList<List<Integer>>();
        for (int i = 0; i < headers.size(); i++) {
            if (i == 0 || !adjacent(i - 1, i)) {
                tables.add(new ArrayList<>());
            }
            tables.getLast().add(i);
        }
        tables.removeIf(
                table -> table.stream().noneMatch(row -> passage.sentence(row).indexOf('\t') >= 0));
        return tables;
    }

    private boolean adjacent(int sentence, int next) {
        int from =
                passage.sentences().get(sentence).end() - passage.span().range().start();
        int to = passage.sentences().get(next).start() - passage.span().range().start();
        return passage.text().substring(from, to).equals("\n");
    }

    /** Returns how many rows a table begins with before its data do: up to the last that holds pieces of the header. */
    private int headerRows(List<Integer> table, String[] labels) {
        for (int rows = Math.min(MOST_HEADER_ROWS, table.size()); rows > 0; rows--) {
            if (isPartOf(table.get(rows - 1), labels)) {
                return rows;
            }
        }
        return 0;
    }

    /** A header may take several rows, and its empty cells may be left out: each row then holds pieces of some of its cells, in their order. */
    private boolean isPartOf(int sentence, String[] labels) {
        int label = 0;
        for (String cell : cells(passage.sentence(sentence))) {
            while (label < labels.length && !labels[label].contains(cell)) {
                label++;
            }
            if (label++ == labels.length) {
                return false;
            }
        }
        return true;
    }

    private boolean hasHeaderOfItsOwn(List<Integer> table) {
        return passage.sentence(table.getFirst()).indexOf('\t') >= 0
                && !hasFigure(table.getFirst())
                && table.stream().skip(1).anyMatch(this::hasFigure);
    }

    private boolean hasFigure(int sentence) {
        return passage.sentence(sentence).codePoints().anyMatch(Character::isDigit);
    }

    private static String[] cells(String row) {
        return Arrays.stream(row.split("\t", -1))
                .map(cell -> cell.strip().replaceAll("\\s+", " "))
                .toArray(String[]::new);
    }
}
