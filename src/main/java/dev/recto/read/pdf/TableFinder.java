package dev.recto.read.pdf;

import java.util.ArrayList;
import java.util.List;

/** Finds tables without ruling lines: rows one below the other whose cells line up. */
final class TableFinder {
    /** Rows of a table stand at most this many ems apart. */
    private static final float ROW_DISTANCE = 3.2f;

    /** Rows with one cell (captions inside the table, wrapped labels) that may come in a row. */
    private static final int SINGLES = 4;

    /** Left or right edges within this many ems line up. */
    private static final float ALIGNED = 0.8f;

    /** Rows of one table; a page that has more is no page of a person's. Chosen, and bounds the time. */
    private static final int MOST_ROWS = 300;

    private final List<TableRow> rows;
    private final float left;
    private final float right;

    private TableFinder(List<TableRow> rows) {
        this.rows = rows;
        this.left = rows.stream().map(r -> r.row().start()).min(Float::compare).orElse(0f);
        this.right = rows.stream().map(r -> r.row().end()).max(Float::compare).orElse(0f);
    }

    /**
     * A stretch of rows.
     *
     * @param from index of its first row
     * @param to index after its last
     */
    record Stretch(int from, int to) {}

    /** Returns the tables among consecutive rows of one column, top to bottom. */
    static List<Stretch> find(List<Row> rows) {
        var finder = new TableFinder(rows.stream().map(TableRow::of).toList());
        var found = new ArrayList<Stretch>();
        int at = 0;
        while (at < rows.size()) {
            int end = finder.rows.get(at).isMulti() ? finder.end(at) : at;
            if (end - at >= 2 && finder.linesUp(at, end)) {
                int floor = found.isEmpty() ? 0 : found.getLast().to();
                found.add(new Stretch(finder.withHeadAbove(at, floor), end));
                at = end;
            } else {
                at++;
            }
        }
        return found;
    }

    private int end(int from) {
        int end = from + 1;
        int singles = 0;
        float lastColumn = rows.get(from).cells().getLast().start();
        for (int i = from + 1; i < Math.min(rows.size(), from + MOST_ROWS); i++) {
            if (distance(i) > ROW_DISTANCE || distance(i) <= 0) {
                break;
            }
            if (rows.get(i).isMulti()) {
                end = i + 1;
                singles = 0;
                lastColumn = rows.get(i).cells().getLast().start();
            } else if (++singles > SINGLES || isProse(i, lastColumn)) {
                break;
            }
        }
        return withWrappedLabel(from, end);
    }

    /** A last label that goes on below its amounts still belongs to the table. */
    private int withWrappedLabel(int from, int end) {
        if (end < rows.size() && distance(end) > 0 && distance(end) < 1.5f) {
            Row row = rows.get(end).row();
            boolean goesOn = Character.isLowerCase(row.text().codePointAt(0));
            boolean narrow = row.end() < rows.get(from).cells().getLast().start();
            return goesOn && narrow && rows.get(end).cells().size() == 1 ? end + 1 : end;
        }
        return end;
    }

    private float distance(int index) {
        Row row = rows.get(index).row();
        return (row.baseline() - rows.get(index - 1).row().baseline()) / row.size();
    }

    /** A line that runs on under the last column is running text if it ends like a sentence or no cells come below it. */
    private boolean isProse(int index, float lastColumn) {
        Row row = rows.get(index).row();
        if (rows.get(index).cells().size() > 1
                || row.end() < lastColumn
                || row.start() > left + 0.3f * (right - left)) {
            return false;
        }
        boolean cellsBelow = index + 1 < rows.size() && rows.get(index + 1).isMulti();
        return !cellsBelow || row.text().endsWith(".") || row.text().endsWith("。");
    }

    private boolean linesUp(int from, int to) {
        List<TableRow> multi =
                rows.subList(from, to).stream().filter(TableRow::isMulti).toList();
        List<Float> amountEdges = multi.stream()
                .filter(TableRow::endsInAmount)
                .map(r -> r.cells().getLast().end())
                .toList();
        if (mostInLine(amountEdges) >= 2) {
            return true;
        }
        List<Float> starts = multi.stream().map(r -> r.cells().get(1).start()).toList();
        return multi.size() >= 3 && mostInLine(starts) * 10 >= multi.size() * 6;
    }

    private int mostInLine(List<Float> edges) {
        float slack = ALIGNED * rows.getFirst().row().size();
        List<Float> sorted = edges.stream().sorted().toList();
        int most = 0;
        int first = 0;
        int after = 0;
        for (float edge : sorted) {
            while (edge - sorted.get(first) > slack) {
                first++;
            }
            while (after < sorted.size() && sorted.get(after) - edge <= slack) {
                after++;
            }
            most = Math.max(most, after - first);
        }
        return most;
    }

    /** Heads that span several columns stand alone on their row, right of the labels. */
    private int withHeadAbove(int from, int floor) {
        float second = rows.get(from).cells().size() > 1
                ? rows.get(from).cells().get(1).start()
                : rows.get(from).row().start();
        int at = from;
        while (at > floor
                && from - at < 3
                && distance(at) > 0
                && distance(at) < 2
                && !rows.get(at - 1).isMulti()
                && rows.get(at - 1).row().start() > Math.min(second, left + 0.3f * (right - left))) {
            at--;
        }
        return at;
    }
}
