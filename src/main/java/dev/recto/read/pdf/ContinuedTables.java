package dev.recto.read.pdf;

import dev.recto.document.BlockKind;
import java.util.List;

/** Gives the rows of a table that goes on over a page's end the header that stands on the page before. */
final class ContinuedTables {
    private ContinuedTables() {}

    /**
     * Adds the header to the first rows of a page where they go on with the last row of the page before.
     *
     * @param drafts the page's blocks; changed
     */
    static void join(List<Draft> before, List<Draft> drafts) {
        Draft last = null;
        for (Draft draft : before) {
            last = draft.kind() == BlockKind.FURNITURE || draft.kind() == BlockKind.FOOTNOTE ? last : draft;
        }
        int at = 0;
        while (at < drafts.size() && drafts.get(at).kind() == BlockKind.FURNITURE) {
            at++;
        }
        if (last == null || last.header() == null) {
            return;
        }
        int end = at;
        while (end < drafts.size() && isBelow(drafts.get(end), last)) {
            end++;
        }
        boolean ownHeader = end < drafts.size() && drafts.get(end).header() != null;
        for (int i = at; i < end && !ownHeader; i++) {
            drafts.set(i, Draft.row(last.header(), drafts.get(i).pieces()));
        }
    }

    /** A row without a header of its own, with as many cells, each of which stands under one of the other row. */
    private static boolean isBelow(Draft row, Draft above) {
        return row.kind() == BlockKind.TABLE_ROW
                && row.header() == null
                && row.pieces().size() == above.pieces().size()
                && row.pieces().stream().map(Piece::run).allMatch(run -> above.pieces().stream()
                        .map(Piece::run)
                        .anyMatch(over -> over.start() < run.end() && run.start() < over.end()));
    }
}
