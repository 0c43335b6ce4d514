package dev.recto.read.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Runs that overlap in height, between two lines of white across their region. */
final class Strip {
    final List<TextRun> runs = new ArrayList<>();
    float top = Float.POSITIVE_INFINITY;
    float bottom = Float.NEGATIVE_INFINITY;

    /** Cuts a region along every white line across it, top to bottom. */
    static List<Strip> cut(List<TextRun> region) {
        var sorted = new ArrayList<>(region);
        sorted.sort(Comparator.comparing(TextRun::inkTop));
        var strips = new ArrayList<Strip>();
        Strip strip = new Strip();
        for (TextRun run : sorted) {
            if (!strip.runs.isEmpty() && run.inkTop() >= strip.bottom) {
                strips.add(strip);
                strip = new Strip();
            }
            strip.runs.add(run);
            strip.top = Math.min(strip.top, run.inkTop());
            strip.bottom = Math.max(strip.bottom, run.inkBottom());
        }
        if (!strip.runs.isEmpty()) {
            strips.add(strip);
        }
        return strips;
    }

    /** Returns the white gaps inside it, left to right, at least {@code narrowest} wide. */
    List<Gap> gaps(float narrowest) {
        var sorted = new ArrayList<>(runs);
        sorted.sort(Comparator.comparing(TextRun::start));
        var gaps = new ArrayList<Gap>();
        float end = sorted.getFirst().end();
        for (TextRun run : sorted) {
            if (run.start() - end >= narrowest) {
                gaps.add(new Gap(end, run.start()));
            }
            end = Math.max(end, run.end());
        }
        return gaps;
    }

    /** Returns what of the gap stays white beside these runs, or a gap of no width. */
    Gap clear(Gap gap) {
        float from = gap.from();
        float to = gap.to();
        for (TextRun run : runs) {
            if (run.end() > from && run.start() < to) {
                float middle = (run.start() + run.end()) / 2;
                if (middle < (from + to) / 2) {
                    from = Math.max(from, run.end());
                } else {
                    to = Math.min(to, run.start());
                }
            }
        }
        return new Gap(from, Math.max(from, to));
    }

    /** Returns whether runs stand on both sides of the gap. */
    boolean straddles(Gap gap) {
        boolean left = false;
        boolean right = false;
        for (TextRun run : runs) {
            left |= run.end() <= gap.from() + 0.5f;
            right |= run.start() >= gap.to() - 0.5f;
        }
        return left && right;
    }

    /**
     * White between two columns.
     *
     * @param from right edge of the left column
     * @param to left edge of the right column
     */
    record Gap(float from, float to) {
        float width() {
            return to - from;
        }
    }
}
