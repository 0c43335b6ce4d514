package dev.recto.read.pdf;

import java.util.List;

/**
 * A row that may belong to a table.
 *
 * @param row as drawn
 * @param cells at least one
 */
record TableRow(Row row, List<Cell> cells) {
    static TableRow of(Row row) {
        return new TableRow(row, Cell.of(row));
    }

    /** Returns whether it has cells side by side, and not just a list marker before its text. */
    boolean isMulti() {
        return cells.size() > 2
                || (cells.size() == 2
                        && (!ListMarkers.isAlone(cells.getFirst().text())
                                || cells.getLast().isAmount()));
    }

    /** Returns whether a cell after the first, or an only one, holds an amount that is not just a year. */
    boolean hasAmount() {
        return cells.stream().anyMatch(c -> c.isAmount() && !c.isYear());
    }

    boolean endsInAmount() {
        return cells.size() > 1 && cells.getLast().isAmount();
    }
}
