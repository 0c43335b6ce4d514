package dev.recto.document;

/**
 * A half-open range of UTF-16 offsets into one part's text.
 *
 * @param start first offset, at least 0
 * @param end offset after the last, at least {@code start}
 */
public record TextRange(int start, int end) {
    public TextRange {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("not a range: " + start + ".." + end);
        }
    }

    /** Returns the number of UTF-16 units covered. */
    public int length() {
        return end - start;
    }

    /** Returns the text this range covers. */
    public String of(String text) {
        return text.substring(start, end);
    }

    /** Returns whether every offset of {@code other} lies in this range. */
    public boolean covers(TextRange other) {
        return start <= other.start && other.end <= end;
    }
}
