package dev.recto.read.pdf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Brings a line with right-to-left letters from the order seen (left to right) into the order read, the reverse of rule L2 of
 * the Unicode Bidirectional Algorithm (UAX #9) for the one or two levels that printed lines have.
 */
final class Bidirectional {
    private Bidirectional() {}

    static List<Glyph> logical(List<Glyph> glyphs) {
        var seen = new ArrayList<>(glyphs);
        seen.sort(Comparator.comparingDouble(g -> g.start));
        // which side of a glyph its white space is on depends on the order drawn; the gap shows it in any order
        seen.forEach(g -> g.spaced = false);
        long rightToLeft = seen.stream().filter(g -> isRightToLeft(g)).count();
        long leftToRight = seen.stream()
                .filter(g -> !isRightToLeft(g) && Character.isLetter(g.text.codePointAt(0)))
                .count();
        boolean mostly = rightToLeft >= leftToRight;
        if (mostly) {
            turn(seen);
        }
        reverseInner(seen, mostly);
        return seen;
    }

    /** Turns back the stretches that run against the line's own direction. */
    private static void reverseInner(List<Glyph> line, boolean lineIsRightToLeft) {
        int from = -1;
        int last = -1;
        for (int i = 0; i < line.size(); i++) {
            Glyph glyph = line.get(i);
            boolean strong = isRightToLeft(glyph) || Character.isLetterOrDigit(glyph.text.codePointAt(0));
            if (strong && isRightToLeft(glyph) != lineIsRightToLeft) {
                from = from < 0 ? i : from;
                last = i;
            } else if (strong && from >= 0) {
                turn(line.subList(from, last + 1));
                from = -1;
            }
        }
        if (from >= 0) {
            turn(line.subList(from, last + 1));
        }
    }

    /** Reverses glyphs; a bracket that opens is drawn as one that closes where text runs right to left (UAX #9, rule L4). */
    private static void turn(List<Glyph> glyphs) {
        Collections.reverse(glyphs);
        glyphs.replaceAll(Glyph::mirrored);
    }

    private static boolean isRightToLeft(Glyph glyph) {
        return GlyphText.isRightToLeft(glyph.text.codePointAt(0));
    }
}
