package dev.recto.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The unit that is embedded, retrieved and cited.
 *
 * @param number its place in the document, from 1
 * @param span where it stands; {@code text} equals the part's text there
 * @param text the words, exactly as the part has them
 * @param headingPath the headings above it, outermost first; empty where there are none
 * @param tableHeader for rows of a table, the table's header cells separated by tabs; otherwise null
 * @param label the first block's label (cell, line), or null
 * @param sentences as ICU cuts them (a table row counts as one), offsets into the <em>part's</em> text, ordered, inside the span
 */
public record Passage(
        int number,
        Span span,
        String text,
        List<String> headingPath,
        @Nullable String tableHeader,
        @Nullable String label,
        List<TextRange> sentences) {
    public Passage {
        if (number < 1) {
            throw new IllegalArgumentException("passages count from 1: " + number);
        }
        if (text.length() != span.range().length()) {
            throw new IllegalArgumentException("passage " + number + ": its text is not as long as its span");
        }
        headingPath = List.copyOf(headingPath);
        sentences = List.copyOf(sentences);
        for (TextRange sentence : sentences) {
            if (!span.range().covers(sentence)) {
                throw new IllegalArgumentException("passage " + number + ": sentence outside its span");
            }
        }
    }

    /** Returns the text of one of its sentences. */
    public String sentence(int index) {
        return text(sentences.get(index));
    }

    /** Returns the text of a stretch that lies inside it, in offsets into the part's text as its own span is. */
    public String text(TextRange range) {
        int from = span.range().start();
        return text.substring(range.start() - from, range.end() - from);
    }
}
