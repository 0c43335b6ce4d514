package dev.recto.read.pdf;

import java.util.ArrayList;
import java.util.List;

/** Glyphs on one baseline while a line is being put together, left to right as the turn sees them. */
final class Strand {
    /** Longer lines than people print are not searched for second printings: it takes time by the square. */
    private static final long MOST_COMPARED = 4_000_000;

    final List<Glyph> glyphs = new ArrayList<>();

    /** Of the largest glyph; superscripts do not move it. */
    float baseline;

    float size;
    float start = Float.POSITIVE_INFINITY;
    float end = Float.NEGATIVE_INFINITY;

    /** Whether white space was drawn after the last glyph. */
    boolean spaceAfter;

    void add(Glyph glyph) {
        if (glyph.size > size * 1.01f) {
            size = glyph.size;
            baseline = glyph.baseline;
        }
        start = Math.min(start, glyph.start);
        end = Math.max(end, glyph.end);
        glyphs.add(glyph);
    }

    /** Takes in the glyphs of a strand that goes on from this one. */
    void join(Strand next) {
        boolean spaced = spaceAfter;
        for (Glyph glyph : next.glyphs) {
            glyph.spaced |= spaced;
            spaced = false;
            add(glyph);
        }
        spaceAfter = next.spaceAfter;
    }

    /** Removes glyphs of {@code over} that repeat one of these at the same place, as printing twice to look bold does. */
    void dropOverprint(Strand over) {
        if ((long) glyphs.size() * over.glyphs.size() > MOST_COMPARED) {
            return;
        }
        long repeated = over.glyphs.stream().filter(this::repeats).count();
        // lines that merely collide have a letter in common here and there; a second printing has nearly all
        if (repeated * 3 >= over.glyphs.size() * 2) {
            over.glyphs.removeIf(this::repeats);
        }
    }

    private boolean repeats(Glyph glyph) {
        for (Glyph mine : glyphs) {
            if (isOverprint(mine, glyph)) {
                mine.bold = true;
                return true;
            }
        }
        return false;
    }

    /** A second printing is shifted by a small part of the letter at most; doubled letters stand a whole advance apart. */
    static boolean isOverprint(Glyph first, Glyph second) {
        float slack = Math.min(0.12f * first.size, Math.max(0.3f * (first.end - first.start), 0.02f * first.size));
        return Math.abs(first.start - second.start) <= slack
                && Math.abs(first.baseline - second.baseline) <= 0.12f * first.size
                && first.text.equals(second.text);
    }
}
