package dev.recto.read.pdf;

import java.util.Arrays;

/**
 * Words on one baseline without a wide gap between them, in the coordinates of their {@link Turn}.
 *
 * @param text what they say, in logical order, one blank between words
 * @param edges one more than there are characters, along the line, in points
 * @param baseline across the line
 * @param top smallest extent across the line: baseline less ascent
 * @param bottom largest extent across the line
 * @param size height of the em of most of its glyphs, in points
 * @param bold whether all its letters are bold
 * @param italic whether all its letters are italic
 */
@SuppressWarnings("ArrayRecordComponent") // one per drawn line: a list of boxed floats would cost ten times the memory
record TextRun(
        String text,
        float[] edges,
        float baseline,
        float top,
        float bottom,
        float size,
        boolean bold,
        boolean italic,
        Turn turn) {

    /** Returns the run's characters from one offset to before another. */
    TextRun part(int from, int to) {
        float[] within = Arrays.copyOfRange(edges, from, to + 1);
        return new TextRun(text.substring(from, to), within, baseline, top, bottom, size, bold, italic, turn);
    }

    /** Returns the smallest coordinate along the line. */
    float start() {
        return Math.min(edges[0], edges[edges.length - 1]);
    }

    /** Returns the largest coordinate along the line. */
    float end() {
        return Math.max(edges[0], edges[edges.length - 1]);
    }

    float width() {
        return end() - start();
    }

    /** Upper edge of what the eye sees of a line: capitals reach 0.7 em in almost every typeface. */
    float inkTop() {
        return baseline - 0.7f * size;
    }

    float inkBottom() {
        return baseline + 0.2f * size;
    }
}
