package dev.recto.read.pdf;

import java.util.ArrayList;
import java.util.List;

/**
 * Parts cells that stand so close that they were drawn as one run: in a table as wide as its words, as browsers print it, the widest
 * cell of each column almost touches the next. Where the columns are, the other rows show.
 */
final class GluedCells {
    /** A gap of this many ems may part cells; a word space has about a quarter. */
    private static final float LEAST_GAP = 0.4f;

    /** A cell begins within so many ems of where its column does. */
    private static final float ALIGNED = 0.35f;

    private GluedCells() {}

    /** Returns the rows with such runs parted. */
    static List<TableRow> part(List<TableRow> rows, TableColumns columns) {
        return rows.stream().map(row -> part(row, columns)).toList();
    }

    private static TableRow part(TableRow row, TableColumns columns) {
        var runs = new ArrayList<TextRun>();
        row.row().runs().forEach(run -> part(run, columns, runs));
        return runs.size() == row.row().runs().size() ? row : TableRow.of(new Row(runs));
    }

    private static void part(TextRun run, TableColumns columns, List<TextRun> parts) {
        float[] edges = run.edges();
        int from = 0;
        for (int i = run.text().indexOf(' '); i > 0; i = run.text().indexOf(' ', i + 1)) {
            boolean wide = edges[i + 1] - edges[i] >= LEAST_GAP * run.size();
            if (wide && columns.beginsAt(edges[i], edges[i + 1], ALIGNED * run.size())) {
                parts.add(run.part(from, i));
                from = i + 1;
            }
        }
        parts.add(from == 0 ? run : run.part(from, run.text().length()));
    }
}
