package dev.recto.read.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The columns of one table: where each begins and ends along the line. */
final class TableColumns {
    private final List<float[]> spans = new ArrayList<>();

    /** Finds the columns of rows that hold data; those with the usual number of cells say where columns are. */
    static TableColumns of(List<TableRow> rows) {
        var columns = new TableColumns();
        int usual = usualCells(rows);
        for (TableRow row : rows) {
            if (row.cells().size() == usual) {
                row.cells().forEach(columns::merge);
            }
        }
        for (TableRow row : rows) {
            row.cells().stream().filter(c -> columns.over(c).isEmpty()).forEach(columns::merge);
        }
        return columns;
    }

    private static int usualCells(List<TableRow> rows) {
        Map<Integer, Integer> counts = new HashMap<>();
        rows.stream()
                .filter(TableRow::isMulti)
                .forEach(r -> counts.merge(r.cells().size(), 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(1);
    }

    private void merge(Cell cell) {
        float[] span = {cell.start(), cell.end()};
        spans.removeIf(other -> {
            boolean meets = other[0] < span[1] && span[0] < other[1];
            if (meets) {
                span[0] = Math.min(span[0], other[0]);
                span[1] = Math.max(span[1], other[1]);
            }
            return meets;
        });
        spans.add(span);
        spans.sort(Comparator.comparing(s -> s[0]));
    }

    int count() {
        return spans.size();
    }

    /**
     * Returns whether a column begins at the right end of a gap, within a tolerance in points, and the one before it ends at the gap
     * or before.
     */
    boolean beginsAt(float gapStart, float gapEnd, float tolerance) {
        for (int i = 1; i < spans.size(); i++) {
            if (Math.abs(spans.get(i)[0] - gapEnd) <= tolerance && spans.get(i - 1)[1] <= gapStart + tolerance) {
                return true;
            }
        }
        return false;
    }

    /** Returns the columns a cell stands over. */
    List<Integer> over(Cell cell) {
        var over = new ArrayList<Integer>();
        for (int i = 0; i < spans.size(); i++) {
            float[] span = spans.get(i);
            float overlap = cell.overlap(span[0], span[1]);
            if (overlap > 0.5f * Math.min(span[1] - span[0], cell.end() - cell.start())) {
                over.add(i);
            }
        }
        return over;
    }

    /**
     * Returns the columns that a head applies to: those it stands over; or, where the heads of a row share the columns evenly and each
     * is centred on its share, its share.
     */
    List<Integer> headedBy(Cell cell, TableRow head) {
        List<Cell> heads = head.cells().stream().filter(c -> of(c) > 0).toList();
        int data = spans.size() - 1;
        int at = heads.indexOf(cell);
        if (at >= 0 && data > heads.size() && data % heads.size() == 0) {
            int share = data / heads.size();
            float middle = (spans.get(1 + at * share)[0] + spans.get((at + 1) * share)[1]) / 2;
            if (Math.abs(middle - cell.middle()) < 2.5f * cell.size()) {
                return IntStream.rangeClosed(1 + at * share, (at + 1) * share)
                        .boxed()
                        .toList();
            }
        }
        List<Integer> over = over(cell);
        return over.isEmpty() ? List.of(of(cell)) : over;
    }

    /** Returns the one column a cell belongs to: the one it covers most, else the nearest. */
    int of(Cell cell) {
        int best = 0;
        float most = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < spans.size(); i++) {
            float overlap = cell.overlap(spans.get(i)[0], spans.get(i)[1]);
            if (overlap > most) {
                most = overlap;
                best = i;
            }
        }
        return best;
    }
}
