package dev.recto.read;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import dev.recto.document.Block;
import dev.recto.document.BlockKind;
import dev.recto.document.TextRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a block into sentences as ICU does (Unicode UAX #29), with CLDR's list of English abbreviations that end none
 * ("Mr.", "Inc."). A table row is one sentence, and so is a line of code.
 */
final class Sentences {
    private static final ULocale WITH_ABBREVIATIONS = ULocale.forLanguageTag("en-u-ss-standard");

    // Break iterators keep a position: one for each instance, and an instance belongs to one thread.
    private final BreakIterator iterator = BreakIterator.getSentenceInstance(WITH_ABBREVIATIONS);

    /** Returns the sentences of a block as offsets into the part's text, without surrounding white space. */
    List<TextRange> of(String text, Block block) {
        return switch (block.kind()) {
            case TABLE_ROW, HEADING, FURNITURE ->
                trimmed(text, block.range().start(), block.range().end());
            case CODE -> lines(text, block.range());
            case PARAGRAPH, LIST_ITEM, FOOTNOTE -> sentences(text, block.range());
        };
    }

    private List<TextRange> sentences(String text, TextRange range) {
        // A line end inside a paragraph is where it was wrapped, but ICU ends every sentence there.
        String unwrapped = range.of(text).replace('\n', ' ').replace('\r', ' ');
        iterator.setText(unwrapped);
        var sentences = new ArrayList<TextRange>();
        int start = iterator.first();
        for (int end = iterator.next(); end != BreakIterator.DONE; start = end, end = iterator.next()) {
            sentences.addAll(trimmed(text, range.start() + start, range.start() + end));
        }
        return sentences;
    }

    private static List<TextRange> lines(String text, TextRange range) {
        var lines = new ArrayList<TextRange>();
        int start = range.start();
        while (start < range.end()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 || newline > range.end() ? range.end() : newline;
            lines.addAll(trimmed(text, start, end));
            start = end + 1;
        }
        return lines;
    }

    private static List<TextRange> trimmed(String text, int start, int end) {
        int from = start;
        int to = end;
        while (from < to && isSpace(text.charAt(from))) {
            from++;
        }
        while (to > from && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return from < to ? List.of(new TextRange(from, to)) : List.of();
    }

    private static boolean isSpace(char c) {
        return Character.isWhitespace(c) || c == '\u00a0' || c == '\u3000';
    }

    /** Returns whether the block's sentences may be quoted: a heading names what follows and says nothing itself. */
    static boolean quotable(Block block) {
        return block.kind() != BlockKind.HEADING && block.kind() != BlockKind.FURNITURE;
    }
}
