package dev.recto.read.pdf;

/**
 * Part of a block's text: a run, and what stands between it and the piece before.
 *
 * @param before written ahead of the run, drawn nowhere: empty, a blank, or tabs between cells
 * @param run what is drawn
 * @param length how many of the run's characters are kept; one less than it has where a line-end hyphen is dropped
 */
record Piece(String before, TextRun run, int length) {
    static Piece of(String before, TextRun run) {
        return new Piece(before, run, run.text().length());
    }

    Piece withoutHyphen() {
        return new Piece(before, run, length - 1);
    }

    String text() {
        return before + run.text().substring(0, length);
    }
}
