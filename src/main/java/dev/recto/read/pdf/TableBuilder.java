package dev.recto.read.pdf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a table's rows to blocks: cells by column with tabs between, wrapped cells put together, the header joined by column. */
final class TableBuilder {
    private final List<TableRow> rows;
    private final int headRows;
    private final TableColumns columns;

    private TableBuilder(List<TableRow> drawn) {
        this.rows = GluedCells.part(drawn, TableColumns.of(drawn.subList(headRows(drawn), drawn.size())));
        this.headRows = headRows(rows);
        this.columns = TableColumns.of(rows.subList(headRows, rows.size()));
    }

    /** Returns the blocks of a table, or none where its cells do not form at least two columns. */
    static List<Draft> build(List<Row> drawn) {
        var table = new TableBuilder(drawn.stream().map(TableRow::of).toList());
        return table.columns.count() < 2 ? List.of() : table.drafts();
    }

    /** Counts the rows above the first with data: no amounts in them, years aside, or bold where the rest is not. */
    private static int headRows(List<TableRow> rows) {
        boolean amounts = rows.stream().anyMatch(TableRow::hasAmount);
        float labels =
                rows.stream().map(r -> r.row().start()).min(Float::compare).orElse(0f);
        int at = 0;
        boolean multi = false;
        while (amounts && at < rows.size() && !rows.get(at).hasAmount()) {
            TableRow row = rows.get(at);
            boolean label = row.cells().size() == 1
                    && row.row().start() < labels + 2 * row.row().size();
            if (multi && label) {
                break;
            }
            multi |= row.isMulti() || !label;
            at++;
        }
        if (!multi || at == rows.size()) {
            at = 0;
        }
        boolean boldHead = at == 0
                && rows.size() > 2
                && rows.getFirst().isMulti()
                && rows.getFirst().row().bold()
                && !rows.get(1).row().bold();
        return boldHead ? 1 : at;
    }

    private List<Draft> drafts() {
        var drafts = new ArrayList<Draft>();
        for (TableRow row : rows.subList(0, headRows)) {
            drafts.add(Draft.row(null, pieces(inOrder(row))));
        }
        String header = header();
        int at = headRows;
        while (at < rows.size()) {
            int end = at + 1;
            while (end < rows.size() && goesOn(at, end)) {
                end++;
            }
            drafts.add(Draft.row(header, pieces(byColumn(rows.subList(at, end)))));
            at = end;
        }
        return drafts;
    }

    /** A row goes on in the next: a label in lower case beside no amounts, or cells of text below a row's other cells. */
    private boolean goesOn(int from, int next) {
        TableRow row = rows.get(next);
        Row above = rows.get(next - 1).row();
        float distance = (row.row().baseline() - above.baseline()) / row.row().size();
        if (distance > 1.45f) {
            return false;
        }
        boolean lower = Character.isLowerCase(row.row().text().codePointAt(0));
        boolean begun = rows.subList(from, next).stream().anyMatch(TableRow::isMulti);
        if (!begun) {
            boolean tight = distance < 0.9f * usualDistance();
            return (lower || tight || Hyphenation.endsInHyphen(above.text()))
                    && !above.text().endsWith(":");
        }
        boolean noLabel = columns.count() > 1 && columns.of(row.cells().getFirst()) > 0;
        boolean amounts = row.cells().stream().anyMatch(Cell::isAmount);
        return !amounts && (noLabel || (lower && row.cells().size() == 1));
    }

    /** The median distance between rows with cells side by side, in ems; a wrapped label is set tighter. */
    private float usualDistance() {
        var distances = new ArrayList<Float>();
        for (int i = headRows + 1; i < rows.size(); i++) {
            if (rows.get(i).isMulti() && rows.get(i - 1).isMulti()) {
                Row row = rows.get(i).row();
                distances.add((row.baseline() - rows.get(i - 1).row().baseline()) / row.size());
            }
        }
        distances.sort(Float::compare);
        return distances.isEmpty() ? 0 : distances.get(distances.size() / 2);
    }

    private @Nullable String header() {
        if (headRows == 0) {
            return null;
        }
        var heads = new ArrayList<String>();
        for (int i = 0; i < columns.count(); i++) {
            heads.add("");
        }
        for (TableRow row : rows.subList(0, headRows)) {
            for (Cell cell : row.cells()) {
                for (int column : columns.headedBy(cell, row)) {
                    String head = heads.get(column);
                    heads.set(column, head.isEmpty() ? cell.text() : head + " " + cell.text());
                }
            }
        }
        return String.join("\t", heads);
    }

    private static List<List<TextRun>> inOrder(TableRow row) {
        return row.cells().stream().map(Cell::runs).toList();
    }

    private List<List<TextRun>> byColumn(List<TableRow> drawn) {
        var cells = new ArrayList<List<TextRun>>();
        for (int i = 0; i < columns.count(); i++) {
            cells.add(new ArrayList<>());
        }
        for (TableRow row : drawn) {
            for (Cell cell : row.cells()) {
                cells.get(columns.of(cell)).addAll(cell.runs());
            }
        }
        return cells;
    }

    private static List<Piece> pieces(List<List<TextRun>> cells) {
        var pieces = new ArrayList<Piece>();
        var tabs = new StringBuilder();
        for (List<TextRun> cell : cells) {
            String before = pieces.isEmpty() ? "" : tabs.toString();
            for (TextRun run : cell) {
                pieces.add(Piece.of(before, run));
                before = " ";
                tabs.setLength(0);
            }
            tabs.append('\t');
        }
        return pieces;
    }
}
