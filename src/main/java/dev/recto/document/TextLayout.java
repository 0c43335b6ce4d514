package dev.recto.document;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where each character of a part's text stands on its page. Formats without pages have {@link #NONE}.
 *
 * @param lines the drawn lines in text order; characters between two lines (line ends, joined hyphens) have no box
 */
public record TextLayout(List<Line> lines) {
    /** The layout of a part that has no page to show. */
    public static final TextLayout NONE = new TextLayout(List.of());

    public TextLayout {
        lines = List.copyOf(lines);
        int end = 0;
        for (Line line : lines) {
            if (line.start() < end) {
                throw new IllegalArgumentException("lines overlap at offset " + line.start());
            }
            end = line.end();
        }
    }

    /**
     * A run of characters drawn along one straight line.
     *
     * @param start offset of the first character in the part's text
     * @param vertical whether the characters advance along y as displayed (text turned by 90 or 270 degrees)
     * @param cross the smaller coordinate across the line, in points: top of a horizontal line, left of a vertical one
     * @param thickness extent across the line in points
     * @param edges one more than there are characters: character {@code i} lies between {@code edges[i]} and
     *     {@code edges[i + 1]} along the line, in points; descending where text runs right to left or bottom to top
     */
    @SuppressWarnings(
            "ArrayRecordComponent") // hundreds of thousands of lines: a list of boxed floats would cost ten times the
    // memory
    public record Line(int start, boolean vertical, float cross, float thickness, float[] edges) {
        public Line {
            if (start < 0 || edges.length < 2) {
                throw new IllegalArgumentException("a line needs a start and at least one character: " + start);
            }
        }

        /** Returns the offset after the last character. */
        public int end() {
            return start + edges.length - 1;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Line line
                    && start == line.start
                    && vertical == line.vertical
                    && cross == line.cross
                    && thickness == line.thickness
                    && Arrays.equals(edges, line.edges);
        }

        @Override
        public int hashCode() {
            return 31 * start + Arrays.hashCode(edges);
        }

        Box box(int from, int to) {
            float low = Float.POSITIVE_INFINITY;
            float high = Float.NEGATIVE_INFINITY;
            for (int i = from - start; i <= to - start; i++) {
                low = Math.min(low, edges[i]);
                high = Math.max(high, edges[i]);
            }
            return vertical ? new Box(cross, low, thickness, high - low) : new Box(low, cross, high - low, thickness);
        }
    }

    /** Returns one box for each line that the range touches, in text order; empty where nothing of it is drawn. */
    public List<Box> boxes(TextRange range) {
        var boxes = new ArrayList<Box>();
        for (Line line : lines) {
            int from = Math.max(range.start(), line.start());
            int to = Math.min(range.end(), line.end());
            if (from < to) {
                boxes.add(line.box(from, to));
            }
        }
        return boxes;
    }
}
