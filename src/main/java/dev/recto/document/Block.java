package dev.recto.document;

import org.jspecify.annotations.Nullable;

/**
 * A structural piece of a part's text.
 *
 * @param kind what it is
 * @param range where it stands in the part's text
 * @param level 1 to 9 for headings (1 is the outermost) and list items (nesting); 0 otherwise
 * @param header for a table row, the table's header cells separated by tabs, or null where the table has none;
 *     null for every other kind
 * @param label where a person would look: a sheet's cell range ({@code B4:D4}), a source file's line ({@code 12} or
 *     {@code 12-18}), or null
 */
public record Block(
        BlockKind kind,
        TextRange range,
        int level,
        @Nullable String header,
        @Nullable String label) {
    public Block {
        if (level < 0 || level > 9) {
            throw new IllegalArgumentException("level must be 0 to 9: " + level);
        }
        if (header != null && kind != BlockKind.TABLE_ROW) {
            throw new IllegalArgumentException("only a table row has a header: " + kind);
        }
    }

    /** Returns a block without level, header or label. */
    public static Block of(BlockKind kind, int start, int end) {
        return new Block(kind, new TextRange(start, end), 0, null, null);
    }

    /** Returns a heading; {@code level} from 1 to 9. */
    public static Block heading(int level, int start, int end) {
        return new Block(BlockKind.HEADING, new TextRange(start, end), level, null, null);
    }
}
