package dev.recto.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page, slide, sheet, chapter or body of a source document.
 *
 * @param number from 1, without gaps
 * @param kind what it is
 * @param label what a person calls it, such as a sheet's name or a page's printed label ({@code iv}); null where it has none
 * @param text all its text in reading order; offsets everywhere count in this string
 * @param blocks its structure, ordered, not overlapping, each inside the text; text outside every block is only white space
 * @param layout where the characters stand; {@link TextLayout#NONE} for formats without pages
 * @param width of the page as displayed in PDF points; 0 without a page
 * @param height of the page as displayed in PDF points; 0 without a page
 */
public record Part(
        int number,
        PartKind kind,
        @Nullable String label,
        String text,
        List<Block> blocks,
        TextLayout layout,
        float width,
        float height) {
    public Part {
        if (number < 1) {
            throw new IllegalArgumentException("parts count from 1: " + number);
        }
        blocks = List.copyOf(blocks);
        int end = 0;
        for (Block block : blocks) {
            if (block.range().start() < end || block.range().end() > text.length()) {
                throw new IllegalArgumentException(
                        "part " + number + ": block at " + block.range() + " overlaps or leaves the text");
            }
            end = block.range().end();
        }
    }

    /** Returns a part without a page to show. */
    public static Part flowing(int number, PartKind kind, @Nullable String label, String text, List<Block> blocks) {
        return new Part(number, kind, label, text, blocks, TextLayout.NONE, 0, 0);
    }
}
