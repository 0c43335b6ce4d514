package dev.recto.read.pdf;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.util.Matrix;
import org.jspecify.annotations.Nullable;

/**
 * What a content stream says that its glyphs mean ({@code /ActualText}; ISO 32000-1, 14.9.4), for glyphs that say nothing themselves: many fonts
 * have no mapping for their ligatures. Where a glyph of a marked stretch is readable, what is drawn counts, since that is what people see.
 */
final class ActualTexts {
    /** UTF-16 units for each glyph that the text stands for: the longest ligature is of three letters, and more would be text that nobody sees. */
    private static final int MOST_UNITS_PER_GLYPH = 4;

    /** Unreadable glyphs that are remembered of a stretch; a longer one is no word. */
    private static final int MOST_GLYPHS = 100;

    private final Deque<Stretch> open = new ArrayDeque<>();
    private int depth;

    /**
     * A glyph that says nothing.
     *
     * @param way from where to where it goes, in ems from its origin: x, y, x, y
     * @param unmapped whether its font has no mapping for it, rather than one to nothing
     */
    record Silent(Matrix placed, float[] way, FontFacts facts, boolean unmapped) {}

    /** A glyph and what it turned out to say; null where that stays unknown. */
    record Told(Silent glyph, @Nullable String text) {}

    private static final class Stretch {
        private final int depth;
        private final String text;
        private final List<Silent> silent = new ArrayList<>();
        private boolean readable;

        Stretch(int depth, String text) {
            this.depth = depth;
            this.text = text;
        }

        boolean replaces() {
            return !readable && silent.size() < MOST_GLYPHS && text.length() <= MOST_UNITS_PER_GLYPH * silent.size();
        }
    }

    /** A page ends, and with it whatever its content stream left open; returns what those stretches' glyphs say. */
    List<Told> endPage() {
        var told = new ArrayList<Told>();
        while (depth > 0) {
            told.addAll(end());
        }
        return told;
    }

    /** A marked stretch begins, within those that are open. */
    void begin(@Nullable COSDictionary properties) {
        depth++;
        String text = properties == null ? null : properties.getString(COSName.ACTUAL_TEXT);
        if (text != null) {
            open.push(new Stretch(depth, GlyphText.clean(text)));
        }
    }

    /** A glyph was drawn that says something. */
    void readable() {
        for (Stretch stretch : open) {
            if (stretch.readable) {
                return; // those around it are, too: a page may nest them by the thousand
            }
            stretch.readable = true;
        }
    }

    /** Returns whether a glyph that says nothing waits for the end of its stretch. */
    boolean waits(Silent glyph) {
        Stretch innermost = open.peek();
        if (innermost == null || innermost.silent.size() == MOST_GLYPHS) {
            return false;
        }
        innermost.silent.add(glyph);
        return true;
    }

    /** The innermost marked stretch ends; returns what its unreadable glyphs say, each its share of the text. */
    List<Told> end() {
        Stretch ended = open.peek() != null && open.peek().depth == depth ? open.pop() : null;
        depth = Math.max(0, depth - 1);
        if (ended == null) {
            return List.of();
        }
        int[] letters = ended.text.codePoints().toArray();
        int glyphs = ended.silent.size();
        List<Told> told = new ArrayList<>(glyphs);
        for (int i = 0; i < glyphs; i++) {
            int from = letters.length * i / glyphs;
            int to = letters.length * (i + 1) / glyphs;
            told.add(new Told(ended.silent.get(i), ended.replaces() ? new String(letters, from, to - from) : null));
        }
        return told;
    }
}
