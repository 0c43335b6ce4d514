package dev.recto.read.pdf;

/**
 * One drawn glyph, in the coordinates of its {@link Turn}: {@code start} to {@code end} along the line, {@code baseline} growing
 * from line to line, all in PDF points.
 */
final class Glyph {
    private static final String BRACKETS = "()[]{}<>«»‹›";

    /** What it says; one blank for white space, never empty. */
    final String text;

    final float start;
    final float end;
    final float baseline;

    /** Height of the em in points. */
    final float size;

    /** Extent above the baseline in points. */
    final float ascent;

    /** Extent below the baseline in points, positive. */
    final float descent;

    final boolean italic;

    /** Grows true when the same glyph is printed twice to look bold. */
    boolean bold;

    /** Whether white space was drawn before it. */
    boolean spaced;

    Glyph(String text, float[] place, FontFacts font, float size, boolean bold) {
        this.text = text;
        this.start = Math.min(place[0], place[1]);
        this.end = Math.max(place[0], place[1]);
        this.baseline = place[2];
        this.size = size;
        this.ascent = font.ascent() * size;
        this.descent = font.descent() * size;
        this.italic = font.italic();
        this.bold = bold || font.bold();
    }

    private Glyph(Glyph from, String text, float start, float end, float baseline) {
        this.text = text;
        this.start = start;
        this.end = end;
        this.baseline = baseline;
        this.size = from.size;
        this.ascent = from.ascent;
        this.descent = from.descent;
        this.italic = from.italic;
        this.bold = from.bold;
    }

    /** Returns the same glyph of an upright page in the coordinates of writing that goes downwards. */
    Glyph downwards() {
        float cell = end - start;
        float top = baseline - GlyphCollector.VERTICAL_ORIGIN * cell;
        float line = -(start + end) / 2 + (ascent - descent) / 2;
        return new Glyph(this, text, top, top + cell, line);
    }

    /** Returns the same glyph saying the other bracket of its pair; itself where it is none. */
    Glyph mirrored() {
        int at = BRACKETS.indexOf(text);
        return text.length() != 1 || at < 0
                ? this
                : new Glyph(this, String.valueOf(BRACKETS.charAt(at ^ 1)), start, end, baseline);
    }

    boolean blank() {
        return text.equals(" ");
    }
}
