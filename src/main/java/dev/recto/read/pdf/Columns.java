package dev.recto.read.pdf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two columns of running text beside each other; more columns are found by cutting each side again.
 *
 * @param strips the strips they take up
 * @param gutter the white between them
 * @param end index of the first strip below them
 */
record Columns(List<Strip> strips, Strip.Gap gutter, int end) {
    /** A gutter is at least this many ems wide. */
    private static final float NARROWEST = RunBuilder.WIDE_GAP;

    /** Lines that one column may begin above the other. */
    private static final int LEAD = 5;

    /** Lines that each column must have at least. */
    private static final int FEWEST_LINES = 3;

    /** A line of running text has about this many characters at least, on average. */
    private static final int PROSE_CHARS = 18;

    /** Returns the columns that begin at a strip, or null where none do. */
    static @Nullable Columns at(List<Strip> strips, int from) {
        Columns best = null;
        // a column may begin a few lines above the other: those strips lie wholly beside the gutter found below them
        for (int i = from; i < Math.min(strips.size(), from + LEAD); i++) {
            float narrowest = NARROWEST * strips.get(i).runs.getFirst().size();
            for (Strip.Gap gap : strips.get(i).gaps(narrowest)) {
                Columns columns = grow(strips, from, gap, narrowest);
                if (columns != null && (best == null || columns.end > best.end)) {
                    best = columns;
                }
            }
        }
        return best;
    }

    private static @Nullable Columns grow(List<Strip> strips, int from, Strip.Gap seed, float narrowest) {
        Strip.Gap gap = seed;
        int end = from;
        int lastStraddling = -1;
        while (end < strips.size()) {
            Strip strip = strips.get(end);
            Strip.Gap clear = strip.clear(gap);
            if (clear.width() < narrowest || (end > from && strip.top - strips.get(end - 1).bottom > 12 * narrowest)) {
                break;
            }
            gap = clear;
            end++;
            if (strip.straddles(gap)) {
                lastStraddling = end;
            }
        }
        if (lastStraddling < 0) {
            return null;
        }
        end = trailing(strips, lastStraddling, end, gap);
        // judged where both columns stand; the longer one may go on far below
        var both = new Columns(strips.subList(from, lastStraddling), gap, lastStraddling);
        return both.isRunningText() ? new Columns(strips.subList(from, end), gap, end) : null;
    }

    /** Below the last line with both columns, the longer one goes on as long as its lines keep their distance. */
    private static int trailing(List<Strip> strips, int last, int end, Strip.Gap gap) {
        int at = last;
        while (at < end) {
            Strip strip = strips.get(at);
            float height = strip.bottom - strip.top;
            if (strip.top - strips.get(at - 1).bottom > 1.2f * height) {
                break;
            }
            at++;
        }
        return at;
    }

    private boolean isRunningText() {
        List<List<TextRun>> sides = split();
        float height = strips.getLast().bottom - strips.getFirst().top;
        return sides.stream().allMatch(side -> isProse(side, height) && (isUnbroken(side) || isColumns(side)));
    }

    private static boolean isProse(List<TextRun> side, float height) {
        List<Row> rows = Row.of(side);
        if (rows.size() < FEWEST_LINES) {
            return false;
        }
        int chars = 0;
        int digits = 0;
        int wordy = 0;
        int amounts = 0;
        float filled = 0;
        for (Row row : rows) {
            String text = row.text();
            chars += text.length()
                    + (int) text.codePoints().filter(GlyphText::isCjk).count();
            digits += (int) text.chars().filter(c -> c >= '0' && c <= '9').count();
            wordy += isWordy(text) ? 1 : 0;
            amounts += Cell.of(row).stream().anyMatch(Cell::isAmount) ? 1 : 0;
            filled += 1.2f * row.size();
        }
        return chars >= PROSE_CHARS * rows.size()
                && digits * 5 <= chars
                && wordy * 2 >= rows.size()
                && amounts * 2 <= rows.size()
                && filled >= 0.4f * height;
    }

    private static boolean isUnbroken(List<TextRun> side) {
        List<Row> rows = Row.of(side);
        return rows.stream().filter(row -> row.runs().size() > 1).count() * 2 <= rows.size();
    }

    /** A side whose lines are broken must be columns in turn, or it is a table. */
    private static boolean isColumns(List<TextRun> side) {
        List<Strip> cut = Strip.cut(side);
        Columns inner = at(cut, 0);
        return inner != null && inner.end * 10 >= cut.size() * 7;
    }

    private static boolean isWordy(String text) {
        long cjk = text.codePoints().filter(GlyphText::isCjk).count();
        return cjk >= 6 || text.chars().filter(c -> c == ' ').count() >= 2;
    }

    /** Returns the runs of the left column and of the right one. */
    List<List<TextRun>> split() {
        float middle = (gutter.from() + gutter.to()) / 2;
        var left = new ArrayList<TextRun>();
        var right = new ArrayList<TextRun>();
        for (Strip strip : strips) {
            for (TextRun run : strip.runs) {
                ((run.start() + run.end()) / 2 < middle ? left : right).add(run);
            }
        }
        return List.of(left, right);
    }
}
