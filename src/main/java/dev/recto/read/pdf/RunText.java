package dev.recto.read.pdf;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Turns strands of glyphs into runs of text: word spaces found, leader dots dropped, right-to-left words in logical order. */
final class RunText {
    /** A gap of this many ems parts two words: a third of a usual word space, twice the widest kerning. */
    private static final float WORD_GAP = 0.13f;

    /** Beside Han and kana, whose cells leave room around punctuation, only a gap of this many ems is a space. */
    private static final float CJK_GAP = 0.45f;

    /** So many dots or underscores in a row lead the eye or rule a line. */
    private static final int LEADER = 4;

    private final StringBuilder text = new StringBuilder();
    private float[] edges = new float[128];

    private RunText() {}

    /** Adds the strand's runs to {@code runs}; leaders part a strand in two. */
    static void runs(Strand strand, Turn turn, List<TextRun> runs) {
        int from = 0;
        List<Glyph> glyphs = strand.glyphs;
        for (int i = 0; i < glyphs.size(); i++) {
            int leader = leaderAt(glyphs, i);
            if (leader >= LEADER) {
                add(glyphs.subList(from, i), turn, runs);
                from = i + leader;
                i = from - 1;
            } else if (i > from && opensAmount(glyphs.get(i - 1), glyphs.get(i))) {
                add(glyphs.subList(from, i), turn, runs);
                from = i;
            }
        }
        add(glyphs.subList(from, glyphs.size()), turn, runs);
    }

    /** A currency sign after another amount begins the next cell, however narrow the gap. */
    private static boolean opensAmount(Glyph last, Glyph glyph) {
        return "$€£¥".contains(glyph.text)
                && ("%)—–".contains(last.text) || Character.isDigit(last.text.codePointAt(0)))
                && isSpaceBetween(last, glyph);
    }

    private static int leaderAt(List<Glyph> glyphs, int at) {
        String text = glyphs.get(at).text;
        if (!(text.equals(".") || text.equals("_") || text.equals("…") || text.equals("·"))) {
            return 0;
        }
        int end = at + 1;
        while (end < glyphs.size() && glyphs.get(end).text.equals(text)) {
            end++;
        }
        return end - at;
    }

    private static void add(List<Glyph> glyphs, Turn turn, List<TextRun> runs) {
        if (!glyphs.isEmpty()) {
            runs.add(new RunText().run(glyphs, turn));
        }
    }

    private TextRun run(List<Glyph> glyphs, Turn turn) {
        boolean rightToLeft = glyphs.stream().anyMatch(g -> GlyphText.isRightToLeft(g.text.codePointAt(0)));
        List<Glyph> ordered = rightToLeft ? Bidirectional.logical(glyphs) : glyphs;
        Glyph last = null;
        for (Glyph glyph : ordered) {
            if (last != null && isSpaceBetween(last, glyph)) {
                append(" ", exit(last, glyph), entry(last, glyph));
            }
            boolean backwards = rightToLeft && GlyphText.isRightToLeft(glyph.text.codePointAt(0));
            append(glyph.text, backwards ? glyph.end : glyph.start, backwards ? glyph.start : glyph.end);
            last = glyph;
        }
        return finish(glyphs, turn);
    }

    private static float exit(Glyph last, Glyph next) {
        return next.start >= last.start ? last.end : last.start;
    }

    private static float entry(Glyph last, Glyph next) {
        return next.start >= last.start ? next.start : next.end;
    }

    private static boolean isSpaceBetween(Glyph last, Glyph next) {
        float gap = Math.max(next.start - last.end, last.start - next.end) / Math.min(last.size, next.size);
        int before = last.text.codePointBefore(last.text.length());
        int after = next.text.codePointAt(0);
        if (GlyphText.isCjk(before) || GlyphText.isCjk(after)) {
            boolean both = GlyphText.isCjk(before) && GlyphText.isCjk(after);
            return next.spaced ? gap > 0.1f : gap > (both ? RunBuilder.WIDE_GAP : CJK_GAP);
        }
        return next.spaced ? gap > -0.1f : gap > WORD_GAP || isNoteMark(last, before, next, after);
    }

    /** A raised bracket, or a raised digit after punctuation, marks a note and is no part of the word. */
    private static boolean isNoteMark(Glyph last, int before, Glyph next, int after) {
        boolean raised = next.size < 0.85f * last.size && next.baseline < last.baseline - 0.1f * last.size;
        return raised && (after == '(' || (Character.isDigit(after) && ".,;:)”\"".indexOf(before) >= 0));
    }

    private void append(String piece, float from, float to) {
        int length = text.length();
        if (length + piece.length() + 1 >= edges.length) {
            edges = Arrays.copyOf(edges, 2 * edges.length + piece.length());
        }
        for (int i = 0; i < piece.length(); i++) {
            edges[length + i] = from + (to - from) * i / piece.length();
        }
        edges[length + piece.length()] = to;
        text.append(piece);
    }

    private TextRun finish(List<Glyph> glyphs, Turn turn) {
        float top = Float.POSITIVE_INFINITY;
        float bottom = Float.NEGATIVE_INFINITY;
        for (Glyph glyph : glyphs) {
            top = Math.min(top, glyph.baseline - glyph.ascent);
            bottom = Math.max(bottom, glyph.baseline + glyph.descent);
        }
        Glyph typical = typical(glyphs);
        List<Glyph> letters = glyphs.stream()
                .filter(g -> Character.isLetterOrDigit(g.text.codePointAt(0)))
                .toList();
        return new TextRun(
                text.toString(),
                Arrays.copyOf(edges, text.length() + 1),
                typical.baseline,
                top,
                bottom,
                typical.size,
                !letters.isEmpty() && letters.stream().allMatch(g -> g.bold),
                !letters.isEmpty() && letters.stream().allMatch(g -> g.italic),
                turn);
    }

    private static Glyph typical(List<Glyph> glyphs) {
        var bySize = new ArrayList<>(glyphs);
        bySize.sort(Comparator.comparingDouble(g -> g.size));
        return bySize.get(bySize.size() / 2);
    }
}
