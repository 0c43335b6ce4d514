package dev.recto.answer;

import dev.recto.document.Passage;
import dev.recto.document.TextRange;
import java.util.Optional;

/**
 * The table of which a passage holds rows, as far as quoting must know: a row means what the header above it says, and the header alone
 * says nothing.
 */
final class PassageTable {
    private static final int NONE = -1;

    private final Passage passage;
    private final String headerWords;
    private final int headerRow;

    private PassageTable(Passage passage, String headerWords) {
        this.passage = passage;
        this.headerWords = headerWords;
        this.headerRow = headerRow(passage, headerWords);
    }

    /** Returns the table of a passage, or one without header and rows. */
    static PassageTable of(Passage passage) {
        String header = passage.tableHeader();
        return new PassageTable(passage, header == null ? "" : header.strip());
    }

    private static int headerRow(Passage passage, String header) {
        for (int i = 0; i < passage.sentences().size() && !header.isEmpty(); i++) {
            if (sameCells(passage.sentence(i), header)) {
                return i;
            }
        }
        return NONE;
    }

    private static boolean sameCells(String row, String header) {
        return row.strip().replaceAll("\\s+", " ").equals(header.replaceAll("\\s+", " "));
    }

    /** Returns the header's cells, separated by tabs; empty where there is no table. */
    String header() {
        return headerWords;
    }

    /** Returns whether the sentence is the table's header. */
    boolean isHeader(int sentence) {
        return sentence == headerRow;
    }

    /** Returns whether the sentence is a row below the header. */
    boolean isRow(int sentence) {
        return !headerWords.isEmpty()
                && !isHeader(sentence)
                && passage.sentence(sentence).indexOf('\t') >= 0;
    }

    /** Returns where the header stands above a row, if it stands in the same passage. */
    Optional<TextRange> headerOf(int row) {
        return isRow(row) && headerRow != NONE ? Optional.of(passage.sentences().get(headerRow)) : Optional.empty();
    }
}
