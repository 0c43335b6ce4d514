package dev.recto.read;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A table being read row by row into a {@link DocumentDraft}: finds its header row, gives every later row that header, and labels
 * rows of sheets with their cell range. In a sheet an empty row below rows ends a table and its header. Not safe for several threads.
 */
public final class TableDraft {
    /** What a header cell is not: a number, amount, percentage, date or time. */
    private static final Pattern FIGURE = Pattern.compile("[\\p{Sc}+(~<>≈-]*\\d[\\d.,:/%\\s年月日)-]*\\p{Sc}?");

    /** Figures that head columns. */
    private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d\\s*年?(?:\\s*度)?");

    /** A header longer than this, in UTF-16 units, is cut after a cell: every passage of the table carries it. Chosen. */
    private static final int LONGEST_HEADER = 2_000;

    private final DocumentDraft draft;
    private final boolean sheet;
    private @Nullable String header;
    private int firstColumn;
    private int rows;

    /**
     * Starts a table.
     *
     * @param sheet whether rows are labelled with their cell range ({@code B4:D4}), and rows with one cell only (titles) are
     *     kept as rows of their own
     */
    public TableDraft(DocumentDraft draft, boolean sheet) {
        this.draft = draft;
        this.sheet = sheet;
    }

    /**
     * Adds the next row.
     *
     * @param number the row's number in the sheet, from 1; used for the label only
     * @param cells all cells from the first column on; empty ones are empty strings
     * @param marked whether the format itself says that this is a header row
     */
    public void row(int number, List<String> cells, boolean marked) {
        if (draft.full()) {
            return;
        }
        int first = first(cells);
        int last = last(cells);
        if (first < 0) {
            if (sheet && rows > 0) {
                header = null;
                rows = 0;
            }
            return;
        }
        int from = header == null ? first : Math.min(first, firstColumn);
        String label = sheet ? label(number, first, last) : null;
        if ((marked && (header == null || rows == 0)) || (header == null && isHeader(cells, first))) {
            draft.row(cells.subList(from, cells.size()), null, label);
            header = shortened(DocumentDraft.joined(cells.subList(from, cells.size())));
            firstColumn = from;
        } else {
            rows++;
            draft.row(cells.subList(from, cells.size()), header, label);
        }
    }

    /**
     * The first row of a table is its header where it has two or more cells, all of them words, or words and at least two years; in a
     * sheet any row may be.
     */
    private boolean isHeader(List<String> cells, int first) {
        if (rows > 0 && !sheet) {
            return false;
        }
        var filled = new ArrayList<String>();
        for (String cell : cells.subList(first, cells.size())) {
            if (!cell.isBlank()) {
                filled.add(cell.strip());
            }
        }
        boolean years =
                filled.stream().filter(cell -> YEAR.matcher(cell).matches()).count() >= 2;
        return filled.size() >= 2
                && filled.stream()
                        .noneMatch(cell -> cell.length() > 200
                                || (FIGURE.matcher(cell).matches()
                                        && !(years && YEAR.matcher(cell).matches())));
    }

    private static String shortened(String header) {
        int end = header.length() <= LONGEST_HEADER ? header.length() : header.lastIndexOf('\t', LONGEST_HEADER);
        return header.substring(0, Math.max(end, 0)).stripTrailing();
    }

    private static int first(List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            if (!CleanText.line(cells.get(i)).isEmpty()) {
                return i;
            }
        }
        return -1;
    }

    private static int last(List<String> cells) {
        int i = cells.size() - 1;
        while (i >= 0 && CleanText.line(cells.get(i)).isEmpty()) {
            i--;
        }
        return i;
    }

    private static String label(int row, int first, int last) {
        String start = column(first) + row;
        return first == last ? start : start + ":" + column(last) + row;
    }

    /** Returns a column's letters, as spreadsheets count: 0 is A, 25 is Z, 26 is AA. */
    static String column(int index) {
        var letters = new StringBuilder();
        for (int rest = index + 1; rest > 0; rest = (rest - 1) / 26) {
            letters.append((char) ('A' + (rest - 1) % 26));
        }
        return letters.reverse().toString();
    }
}
