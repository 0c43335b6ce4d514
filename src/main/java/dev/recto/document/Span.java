package dev.recto.document;

/**
 * Where text stands: a part and UTF-16 offsets into that part's text. Its boxes come from the part's {@link TextLayout}.
 *
 * @param part the part's number, from 1
 * @param range offsets into the part's text
 */
public record Span(int part, TextRange range) {
    public Span {
        if (part < 1) {
            throw new IllegalArgumentException("parts count from 1: " + part);
        }
    }
}
