package dev.recto.read.pdf;

import dev.recto.document.Block;
import dev.recto.document.BlockKind;
import dev.recto.document.Part;
import dev.recto.document.PartKind;
import dev.recto.document.TextLayout;
import dev.recto.document.TextRange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays a page's blocks down as one text, and keeps where each character stands. */
final class PageText {
    private final StringBuilder text = new StringBuilder();
    private final List<Block> blocks = new ArrayList<>();
    private final List<TextLayout.Line> lines = new ArrayList<>();

    private PageText() {}

    static Part part(int number, @Nullable String label, PageFrame frame, List<Draft> drafts) {
        var page = new PageText();
        Draft last = null;
        for (Draft draft : drafts) {
            if (last != null) {
                page.text.append(isSameTable(last, draft) ? "\n" : "\n\n");
            }
            page.add(draft);
            last = draft;
        }
        return new Part(
                number,
                PartKind.PAGE,
                label,
                page.text.toString(),
                page.blocks,
                new TextLayout(page.lines),
                frame.width(),
                frame.height());
    }

    private static boolean isSameTable(Draft last, Draft draft) {
        return last.kind() == draft.kind()
                && (draft.kind() == BlockKind.TABLE_ROW || draft.kind() == BlockKind.LIST_ITEM);
    }

    private void add(Draft draft) {
        int start = text.length();
        for (Piece piece : draft.pieces()) {
            text.append(piece.before());
            lines.add(piece.run().turn().line(text.length(), piece.run(), piece.length()));
            text.append(piece.run().text(), 0, piece.length());
        }
        blocks.add(new Block(draft.kind(), new TextRange(start, text.length()), draft.level(), draft.header(), null));
    }
}
