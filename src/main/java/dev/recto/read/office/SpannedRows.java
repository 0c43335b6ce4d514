package dev.recto.read.office;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Lays the cells of a table out row by row, so that each stands in its column: a cell over several columns is followed by empty ones,
 * and one over several rows stands in each of them, since a row is read and quoted by itself (HTML, section 4.9.12.1, "forming a
 * table"). Not safe for several threads.
 */
final class SpannedRows {
    /** No real table is wider; a hostile one could claim any width. */
    private static final int MOST_COLUMNS = 16_384;

    /** A cell of a row above that reaches down so many rows more. */
    private record Hanging(String text, int rows) {}

    private final NavigableMap<Integer, Hanging> hanging = new TreeMap<>();
    private List<String> cells = new ArrayList<>();
    private int own;

    /** Adds the next cell of the row. */
    void add(String text, CellSpan span) {
        takeHanging();
        own++;
        for (int i = 0; i < span.columns() && cells.size() < MOST_COLUMNS; i++) {
            String here = i == 0 ? text : "";
            if (span.rows() > 1) {
                hanging.put(cells.size(), new Hanging(here, span.rows() - 1));
            }
            cells.add(here);
        }
    }

    /** Returns how many cells the open row has of its own. */
    int own() {
        return own;
    }

    /** Ends the row and returns its cells; empty where it has none of its own. */
    List<String> end() {
        while (!hanging.isEmpty() && hanging.lastKey() >= cells.size()) {
            takeHanging();
            if (!hanging.isEmpty() && hanging.lastKey() >= cells.size()) {
                cells.add("");
            }
        }
        List<String> row = own == 0 ? List.of() : cells;
        cells = new ArrayList<>();
        own = 0;
        return row;
    }

    private void takeHanging() {
        for (Hanging above = hanging.get(cells.size()); above != null; above = hanging.get(cells.size())) {
            if (above.rows() == 1) {
                hanging.remove(cells.size());
            } else {
                hanging.put(cells.size(), new Hanging(above.text(), above.rows() - 1));
            }
            cells.add(above.text());
        }
    }
}
