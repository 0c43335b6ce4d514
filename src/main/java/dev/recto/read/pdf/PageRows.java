package dev.recto.read.pdf;

import java.util.List;

/**
 * What stands on one page, in reading order, before anything is known of the other pages.
 *
 * @param frame the page as displayed
 * @param regions columns in reading order, each of rows from top to bottom
 */
record PageRows(PageFrame frame, List<List<Row>> regions) {
    List<Row> rows() {
        return regions.stream().flatMap(List::stream).toList();
    }

    /** Puts a page's glyphs in reading order: the direction with most glyphs first, then the others. */
    static PageRows of(PageFrame frame, PageGlyphs glyphs) {
        List<List<Row>> regions = glyphs.byTurn().entrySet().stream()
                .sorted((a, b) ->
                        Integer.compare(b.getValue().size(), a.getValue().size()))
                .map(turn -> RunBuilder.build(turn.getValue(), turn.getKey()))
                .flatMap(runs -> ReadingOrder.regions(runs).stream())
                .map(Row::of)
                .toList();
        return new PageRows(frame, regions);
    }
}
