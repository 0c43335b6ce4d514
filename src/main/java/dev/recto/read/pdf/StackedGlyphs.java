package dev.recto.read.pdf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds ideographs and kana that were set one below another with a font for horizontal text, as browsers draw vertical Chinese, and
 * gives them their real direction of writing. Fonts for vertical text say theirs themselves.
 */
final class StackedGlyphs {
    private static final Turn DOWN = Turn.of(0, 1);

    /** So many are a column; fewer may be cells of a table, unless most of the page stands so. */
    private static final int COLUMN = 4;

    /** A step down, in widths of a character, which is what its em should be; the lines of horizontal text are farther apart. */
    private static final float LEAST_STEP = 0.7f;

    private static final float MOST_STEP = 1.2f;

    /** How far the middles of two characters of a column lie apart at most, in widths. */
    private static final float ASIDE = 0.3f;

    private StackedGlyphs() {}

    /** Moves the columns among a page's upright glyphs to those that are written downwards. */
    static void turn(Map<Turn, List<Glyph>> byTurn) {
        List<Glyph> upright = byTurn.getOrDefault(Turn.NONE, List.of());
        List<List<Glyph>> stacks = stacks(upright);
        int stacked = stacks.stream()
                .filter(stack -> stack.size() >= COLUMN)
                .mapToInt(List::size)
                .sum();
        if (stacked == 0) {
            return;
        }
        int least = 2 * stacked > upright.size() ? 2 : COLUMN;
        var kept = new ArrayList<Glyph>();
        for (List<Glyph> stack : stacks) {
            if (stack.size() < least) {
                kept.addAll(stack);
            } else {
                List<Glyph> down = byTurn.computeIfAbsent(DOWN, turn -> new ArrayList<>());
                stack.forEach(glyph -> down.add(glyph.downwards()));
            }
        }
        byTurn.put(Turn.NONE, kept);
    }

    /** Cuts the glyphs, in the order drawn, wherever the next does not stand below the last. */
    private static List<List<Glyph>> stacks(List<Glyph> drawn) {
        var stacks = new ArrayList<List<Glyph>>();
        int from = 0;
        for (int i = 1; i <= drawn.size(); i++) {
            if (i == drawn.size() || !isBelow(drawn.get(i - 1), drawn.get(i))) {
                stacks.add(drawn.subList(from, i));
                from = i;
            }
        }
        return stacks;
    }

    private static boolean isBelow(Glyph above, Glyph glyph) {
        float cell = above.end - above.start;
        float step = glyph.baseline - above.baseline;
        float aside = Math.abs((glyph.start + glyph.end) - (above.start + above.end)) / 2;
        return step >= LEAST_STEP * cell
                && step <= MOST_STEP * cell
                && aside <= ASIDE * cell
                && Math.abs(glyph.size - above.size) < 0.1f * above.size
                && isStacked(above)
                && isStacked(glyph);
    }

    private static boolean isStacked(Glyph glyph) {
        return glyph.blank() || GlyphText.isCjk(glyph.text.codePointAt(0));
    }
}
