package dev.recto.read.pdf;

import dev.recto.document.TextLayout;
import java.util.Arrays;

/**
 * A direction of writing on the displayed page, and the coordinates that make it read left to right and downwards:
 * {@code u = x·cos + y·sin} along the line, {@code v = y·cos − x·sin} from line to line.
 *
 * @param cos cosine of the angle from the page's x axis, clockwise as displayed
 * @param sin its sine
 */
record Turn(float cos, float sin) {
    static final Turn NONE = new Turn(1, 0);

    /** Text within 3 degrees of an axis is taken as parallel to it; scans and their text layers are often that skewed. */
    private static final double AXIS_DEGREES = 3;

    /** Returns the turn of text that advances by this vector on the displayed page; oblique angles are rounded to whole degrees. */
    static Turn of(float dx, float dy) {
        double degrees = Math.toDegrees(Math.atan2(dy, dx));
        double axis = Math.rint(degrees / 90) * 90;
        double angle = Math.toRadians(Math.abs(degrees - axis) <= AXIS_DEGREES ? axis : Math.rint(degrees));
        return new Turn(clean(Math.cos(angle)), clean(Math.sin(angle)));
    }

    private static float clean(double value) {
        return Math.abs(value) < 1e-6 ? 0 : (float) value;
    }

    float u(float x, float y) {
        return x * cos + y * sin;
    }

    float v(float x, float y) {
        return y * cos - x * sin;
    }

    boolean oblique() {
        return cos != 0 && sin != 0;
    }

    /** Returns where a run stands on the displayed page; oblique runs get the upright rectangle around them. */
    TextLayout.Line line(int start, TextRun run, int length) {
        float[] edges = length == run.text().length() ? run.edges() : shortened(run.edges(), length);
        if (oblique()) {
            return obliqueLine(start, run, edges);
        }
        float thickness = run.bottom() - run.top();
        if (cos > 0) {
            return new TextLayout.Line(start, false, run.top(), thickness, edges);
        }
        if (sin > 0) {
            return new TextLayout.Line(start, true, -run.bottom(), thickness, edges);
        }
        float[] mirrored = negated(edges);
        return cos < 0
                ? new TextLayout.Line(start, false, -run.bottom(), thickness, mirrored)
                : new TextLayout.Line(start, true, run.top(), thickness, mirrored);
    }

    /** A hyphen left out of the text is still drawn: the letter before it is marked up to the hyphen's end. */
    private static float[] shortened(float[] edges, int length) {
        float[] kept = Arrays.copyOf(edges, length + 1);
        kept[length] = edges[edges.length - 1];
        return kept;
    }

    private static float[] negated(float[] edges) {
        float[] mirrored = new float[edges.length];
        for (int i = 0; i < edges.length; i++) {
            mirrored[i] = -edges[i];
        }
        return mirrored;
    }

    private TextLayout.Line obliqueLine(int start, TextRun run, float[] edges) {
        float[] across = new float[edges.length];
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < edges.length; i++) {
            float middle = (run.top() + run.bottom()) / 2;
            across[i] = edges[i] * cos - middle * sin;
            float top = edges[i] * sin + run.top() * cos;
            float bottom = edges[i] * sin + run.bottom() * cos;
            low = Math.min(low, Math.min(top, bottom));
            high = Math.max(high, Math.max(top, bottom));
        }
        return new TextLayout.Line(start, false, low, high - low, across);
    }
}
