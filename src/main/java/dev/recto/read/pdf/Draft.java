package dev.recto.read.pdf;

import dev.recto.document.BlockKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A block before its text is laid down on the page.
 *
 * @param kind what it is
 * @param level as in {@link dev.recto.document.Block}
 * @param header as in {@link dev.recto.document.Block}
 * @param pieces its text, at least one
 * @param rows how many drawn rows it takes
 * @param bold whether all its letters are bold
 * @param italic whether all its letters are italic
 */
record Draft(
        BlockKind kind,
        int level,
        @Nullable String header,
        List<Piece> pieces,
        int rows,
        boolean bold,
        boolean italic) {

    static Draft of(BlockKind kind, List<Piece> pieces, List<Row> rows) {
        return new Draft(
                kind,
                0,
                null,
                List.copyOf(pieces),
                rows.size(),
                rows.stream().allMatch(Row::bold),
                rows.stream().allMatch(Row::italic));
    }

    static Draft row(@Nullable String header, List<Piece> pieces) {
        return new Draft(BlockKind.TABLE_ROW, 0, header, List.copyOf(pieces), 1, false, false);
    }

    Draft as(BlockKind other, int otherLevel) {
        return new Draft(other, otherLevel, null, pieces, rows, bold, italic);
    }

    String text() {
        var text = new StringBuilder();
        for (Piece piece : pieces) {
            text.append(piece.text());
        }
        return text.toString();
    }

    TextRun first() {
        return pieces.getFirst().run();
    }

    /** Returns the size of its first piece with a word in it, so that a bullet or a dropped capital does not count. */
    float size() {
        for (Piece piece : pieces) {
            if (piece.length() > 2) {
                return piece.run().size();
            }
        }
        return first().size();
    }
}
