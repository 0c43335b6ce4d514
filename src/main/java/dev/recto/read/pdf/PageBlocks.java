package dev.recto.read.pdf;

import dev.recto.document.BlockKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Turns a page's rows to blocks: furniture set apart, tables found, the rest put together to paragraphs. */
final class PageBlocks {
    private static final Pattern NOTE_MARK =
            Pattern.compile("(?:\\(?\\d{1,3}\\)?|[*†‡§¶]+|\\(?[a-z]\\)|注\\s*\\d*[：:]?)\\s*\\S.*", Pattern.DOTALL);

    /** Footnotes are set smaller than the body by at least this. */
    private static final float NOTE_SIZE = 0.93f;

    /** Footnotes stand below this part of the page's height. */
    private static final float NOTE_ZONE = 0.55f;

    /** A header of two cells is not told from a running head with a page number or a name at its end. */
    private static final int LEAST_HEADS = 3;

    private final Hyphenation hyphenation;
    private final float body;

    PageBlocks(Hyphenation hyphenation, float body) {
        this.hyphenation = hyphenation;
        this.body = body;
    }

    List<Draft> build(PageRows page, Set<Row> furniture) {
        var drafts = new ArrayList<Draft>();
        for (List<Row> region : page.regions()) {
            var plain = new ArrayList<Row>();
            int before = drafts.size();
            for (int i = 0; i < region.size(); i++) {
                Row row = region.get(i);
                if (furniture.contains(row) && !headsTable(region, i, furniture)) {
                    flow(plain, drafts);
                    plain.clear();
                    drafts.add(Draft.of(BlockKind.FURNITURE, spaced(row), List.of(row)));
                } else {
                    plain.add(row);
                }
            }
            flow(plain, drafts);
            joinOverColumns(drafts, before);
        }
        markFootnotes(drafts, page);
        nest(drafts);
        return drafts;
    }

    /** A table's header repeats on every page as running heads do, but its cells stand over those of the row below. */
    private static boolean headsTable(List<Row> region, int at, Set<Row> furniture) {
        Row head = region.get(at);
        if (head.runs().size() < LEAST_HEADS || at + 1 == region.size() || furniture.contains(region.get(at + 1))) {
            return false;
        }
        List<TextRun> below = region.get(at + 1).runs();
        return below.size() >= LEAST_HEADS
                && below.stream().allMatch(run -> head.runs().stream()
                        .anyMatch(over -> over.start() < run.end() && run.start() < over.end()));
    }

    private List<Piece> spaced(Row row) {
        var pieces = new ArrayList<Piece>();
        for (TextRun run : row.runs()) {
            pieces.add(Piece.of(pieces.isEmpty() ? "" : " ", run));
        }
        return pieces;
    }

    private void flow(List<Row> rows, List<Draft> drafts) {
        int at = 0;
        for (TableFinder.Stretch stretch : TableFinder.find(rows)) {
            List<Draft> table = TableBuilder.build(rows.subList(stretch.from(), stretch.to()));
            if (table.isEmpty()) {
                continue;
            }
            drafts.addAll(new ParagraphBuilder(hyphenation).build(rows.subList(at, stretch.from())));
            drafts.addAll(table);
            at = stretch.to();
        }
        drafts.addAll(new ParagraphBuilder(hyphenation).build(rows.subList(at, rows.size())));
    }

    /** A paragraph that breaks off at the foot of a column goes on at the head of the next. */
    private void joinOverColumns(List<Draft> drafts, int index) {
        if (index == 0 || index >= drafts.size()) {
            return;
        }
        Draft above = drafts.get(index - 1);
        Draft below = drafts.get(index);
        boolean flows = (above.kind() == BlockKind.PARAGRAPH || above.kind() == BlockKind.LIST_ITEM)
                && below.kind() == BlockKind.PARAGRAPH
                && Math.abs(above.size() - below.size()) < 0.3f
                && above.first().turn().equals(below.first().turn());
        String text = above.text();
        boolean open = text.length() > 40 && ".!?:;。！？：；”\"".indexOf(text.charAt(text.length() - 1)) < 0;
        int first = below.text().codePointAt(0);
        if (flows && open && (Character.isLowerCase(first) || GlyphText.isCjk(first))) {
            var pieces = new ArrayList<>(above.pieces());
            ParagraphBuilder.append(pieces, below.first(), hyphenation);
            pieces.addAll(below.pieces().subList(1, below.pieces().size()));
            int rows = above.rows() + below.rows();
            drafts.set(
                    index - 1,
                    new Draft(above.kind(), 0, null, List.copyOf(pieces), rows, above.bold(), above.italic()));
            drafts.remove(index);
        }
    }

    /** Gives list items their nesting by how far they are indented against the items above. */
    private static void nest(List<Draft> drafts) {
        var indents = new ArrayDeque<Float>();
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            if (draft.kind() != BlockKind.LIST_ITEM) {
                if (draft.kind() != BlockKind.FURNITURE) {
                    indents.clear();
                }
                continue;
            }
            float start = draft.first().start();
            float step = 0.8f * draft.first().size();
            while (!indents.isEmpty() && start < indents.getLast() - step) {
                indents.removeLast();
            }
            if (indents.isEmpty() || start > indents.getLast() + step) {
                indents.addLast(start);
            }
            drafts.set(i, draft.as(BlockKind.LIST_ITEM, Math.min(9, indents.size())));
        }
    }

    private void markFootnotes(List<Draft> drafts, PageRows page) {
        for (int i = drafts.size() - 1; i >= 0; i--) {
            Draft draft = drafts.get(i);
            if (draft.kind() == BlockKind.FURNITURE) {
                continue;
            }
            boolean small = draft.size() <= NOTE_SIZE * body
                    && (draft.kind() == BlockKind.PARAGRAPH || draft.kind() == BlockKind.LIST_ITEM);
            boolean low = draft.first().turn().equals(Turn.NONE)
                    && draft.first().baseline() > NOTE_ZONE * page.frame().height();
            if (!small || !low) {
                return;
            }
            if (NOTE_MARK.matcher(draft.text()).matches()) {
                drafts.set(i, draft.as(BlockKind.FOOTNOTE, 0));
            }
        }
    }
}
