package dev.recto.read.pdf;

import java.util.ArrayList;
import java.util.List;

/**
 * Orders the runs of a page as a person reads them: down each column of running text, then the next, with titles and figures
 * that go across standing between. A recursive cut along white lines and gutters, after Nagy and Seth's X–Y cut (1984), but a
 * gutter counts only where running text stands on both sides: columns of figures are a table and are read across.
 */
final class ReadingOrder {
    private static final int DEEPEST = 6;

    /** Looking for columns takes time by the square of the runs; a page with more than this many is no page for people. */
    private static final int MOST_RUNS = 10_000;

    private ReadingOrder() {}

    /** Returns regions in reading order, each the runs of one column. */
    static List<List<TextRun>> regions(List<TextRun> runs) {
        var regions = new ArrayList<List<TextRun>>();
        order(runs, runs.size() > MOST_RUNS ? DEEPEST : 0, regions);
        return regions;
    }

    private static void order(List<TextRun> runs, int depth, List<List<TextRun>> regions) {
        List<Strip> strips = Strip.cut(runs);
        var plain = new ArrayList<TextRun>();
        int at = 0;
        while (at < strips.size()) {
            Columns columns = depth >= DEEPEST ? null : Columns.at(strips, at);
            if (columns == null) {
                plain.addAll(strips.get(at).runs);
                at++;
                continue;
            }
            flush(plain, regions);
            for (List<TextRun> column : columns.split()) {
                order(column, depth + 1, regions);
            }
            at = columns.end();
        }
        flush(plain, regions);
    }

    private static void flush(List<TextRun> plain, List<List<TextRun>> regions) {
        if (!plain.isEmpty()) {
            regions.add(List.copyOf(plain));
            plain.clear();
        }
    }
}
