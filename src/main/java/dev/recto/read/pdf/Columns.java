package dev.recto.read.pdf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
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

    /** Columns are looked for within columns this often: halves, and halves of halves. */
    private static final int DEEPEST = 1;

    /** Returns the columns that begin at a strip, or null where none do. */
    static @Nullable Columns at(List<Strip> strips, int from) {
        return at(strips, from, 0);
    }

    private static @Nullable Columns at(List<Strip> strips, int from, int depth) {
        // judging reads every line, so the longest are judged first, and the same columns once whichever gap led to
        // them
        return candidates(strips, from).stream()
                .sorted(Comparator.comparingInt((Candidate candidate) -> candidate.whole.end)
                        .reversed())
                .filter(candidate -> candidate.both.isRunningText(depth))
                .map(Candidate::whole)
                .findFirst()
                .orElse(null);
    }

    /**
     * Columns not yet judged.
     *
     * @param both as far as both columns stand
     * @param whole as far as the longer one goes
     */
    private record Candidate(Columns both, Columns whole) {}

    private static Collection<Candidate> candidates(List<Strip> strips, int from) {
        var found = new LinkedHashMap<Strip.Gap, Candidate>();
        // a column may begin a few lines above the other: those strips lie wholly beside the gutter found below them
        for (int i = from; i < Math.min(strips.size(), from + LEAD); i++) {
            float narrowest = NARROWEST * strips.get(i).runs.getFirst().size();
            for (Strip.Gap gap : strips.get(i).gaps(narrowest)) {
                Candidate candidate = grow(strips, from, gap, narrowest);
                if (candidate != null) {
                    found.putIfAbsent(candidate.both.gutter, candidate);
                }
            }
        }
        return found.values();
    }

    private static @Nullable Candidate grow(List<Strip> strips, int from, Strip.Gap seed, float narrowest) {
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
        end = trailing(strips, lastStraddling, end);
        // judged where both columns stand; the longer one may go on far below
        var both = new Columns(strips.subList(from, lastStraddling), gap, lastStraddling);
        return new Candidate(both, new Columns(strips.subList(from, end), gap, end));
    }

    /** Below the last line with both columns, the longer one goes on as long as its lines keep their distance. */
    private static int trailing(List<Strip> strips, int last, int end) {
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

    private boolean isRunningText(int depth) {
        List<List<TextRun>> sides = split();
        float height = strips.getLast().bottom - strips.getFirst().top;
        return sides.stream().allMatch(side -> isProse(side, height))
                && sides.stream().allMatch(side -> isUnbroken(side) || (depth < DEEPEST && isColumns(side, depth + 1)));
    }

    private static boolean isProse(List<TextRun> side, float height) {
        List<Row> rows = Row.of(side);
        if (rows.size() < FEWEST_LINES) {
            return false;
        }
        int chars = 0;
        int digits = 0;
        int wordy = 0;
        float filled = 0;
        for (Row row : rows) {
            String text = row.text();
            chars += text.length()
                    + (int) text.codePoints().filter(GlyphText::isCjk).count();
            digits += (int) text.chars().filter(c -> c >= '0' && c <= '9').count();
            wordy += isWordy(text) ? 1 : 0;
            filled += 1.2f * row.size();
        }
        return chars >= PROSE_CHARS * rows.size()
                && digits * 5 <= chars
                && wordy * 2 >= rows.size()
                && filled >= 0.4f * height
                && holdsFewAmounts(rows);
    }

    private static boolean holdsFewAmounts(List<Row> rows) {
        long amounts = rows.stream()
                .filter(row -> Cell.of(row).stream().anyMatch(Cell::isAmount))
                .count();
        return amounts * 2 <= rows.size();
    }

    private static boolean isUnbroken(List<TextRun> side) {
        List<Row> rows = Row.of(side);
        return rows.stream().filter(row -> row.runs().size() > 1).count() * 2 <= rows.size();
    }

    /** A side whose lines are broken must be columns in turn, or it is a table. */
    private static boolean isColumns(List<TextRun> side, int depth) {
        List<Strip> cut = Strip.cut(side);
        Columns inner = at(cut, 0, depth);
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
