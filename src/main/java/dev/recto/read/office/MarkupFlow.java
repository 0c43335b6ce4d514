package dev.recto.read.office;

import dev.recto.read.DocumentDraft;
import dev.recto.read.TableDraft;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns a stream of HTML elements and text into the blocks of a draft: headings, paragraphs, list items, table rows, footnotes,
 * preformatted text. Needs no tree and no balance: an end without a start does no harm. Not safe for several threads.
 */
final class MarkupFlow {
    private static final Set<String> BLOCKS = Set.of(
            "p",
            "div",
            "section",
            "article",
            "main",
            "header",
            "footer",
            "aside",
            "nav",
            "address",
            "blockquote",
            "figure",
            "figcaption",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "ul",
            "ol",
            "dl",
            "li",
            "dt",
            "dd",
            "table",
            "caption",
            "thead",
            "tbody",
            "tfoot",
            "tr",
            "td",
            "th",
            "pre",
            "hr",
            "body",
            "form",
            "fieldset",
            "details",
            "summary");
    /** Where Tika leaves a footnote's number in the running text. */
    private static final Pattern NOTE_MARK = Pattern.compile("\\[(?:footnote|endnote)Ref:\\d+]");

    private final DocumentDraft draft;
    private final StringBuilder inline = new StringBuilder();
    private SpannedRows rows = new SpannedRows();
    private CellSpan span = CellSpan.ONE;
    private @Nullable TableDraft table;
    private boolean sheet;
    private int tableDepth;
    private int rowNumber;
    private int headerCells;
    private boolean inHead;
    private boolean inCell;
    private int heading;
    private int listDepth;
    private int itemDepth;
    private int noteDepth;
    private int preDepth;
    private boolean furniture;
    private boolean titleNext;

    MarkupFlow(DocumentDraft draft) {
        this.draft = draft;
    }

    /** Says whether the tables that follow are sheets, whose rows are labelled with their cells. */
    void sheets(boolean sheet) {
        this.sheet = sheet;
    }

    /** Says that the next paragraph, if it is short, is a title. */
    void titleNext() {
        titleNext = true;
    }

    /**
     * An element starts.
     *
     * @param name lower-case, without prefix
     * @param style its {@code class}, or an empty string
     * @param covered what a cell covers; any other element's is not looked at
     */
    void start(String name, String style, CellSpan covered) {
        if (name.equals("br")) {
            inline.append('\n');
            return;
        }
        if (!BLOCKS.contains(name)) {
            return;
        }
        flush();
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> heading = name.charAt(1) - '0';
            case "ul", "ol" -> listDepth++;
            case "li" -> itemDepth = Math.max(1, listDepth);
            case "p" -> paragraph(style);
            case "div" -> noteDepth += noteDepth > 0 || isNote(style) ? 1 : 0;
            case "pre" -> preDepth++;
            case "table" -> startTable();
            case "thead" -> inHead = true;
            case "tr" -> startRow();
            case "td", "th" -> startCell(name, covered);
            default -> {}
        }
    }

    private void paragraph(String style) {
        String lower = style.toLowerCase(Locale.ROOT);
        furniture = lower.equals("header") || lower.equals("footer");
        if (listDepth == 0) {
            itemDepth = lower.startsWith("list") ? 1 : 0;
        }
    }

    private static boolean isNote(String style) {
        return style.equals("footnote") || style.equals("endnote");
    }

    private void startTable() {
        tableDepth++;
        if (tableDepth == 1) {
            table = new TableDraft(draft, sheet);
            rows = new SpannedRows();
            rowNumber = 0;
        }
    }

    private void startRow() {
        if (tableDepth <= 1) {
            headerCells = 0;
        }
    }

    private void startCell(String name, CellSpan covered) {
        if (tableDepth == 1) {
            span = covered;
            inline.setLength(0);
            inCell = true;
            headerCells += name.equals("th") || inHead ? 1 : 0;
        }
    }

    /** Text, as it stands in the markup. */
    void text(CharSequence text) {
        inline.append(text);
    }

    /** An element ends. */
    void end(String name) {
        if (!BLOCKS.contains(name)) {
            return;
        }
        if (tableDepth == 1 && (name.equals("td") || name.equals("th"))) {
            endCell();
            return;
        }
        flush();
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> heading = 0;
            case "ul", "ol" -> {
                listDepth = Math.max(0, listDepth - 1);
                itemDepth = listDepth;
            }
            case "li" -> itemDepth = Math.max(0, listDepth - 1);
            case "p" -> furniture = false;
            case "div" -> noteDepth = Math.max(0, noteDepth - 1);
            case "pre" -> preDepth = Math.max(0, preDepth - 1);
            case "thead" -> inHead = false;
            case "tr" -> endRow();
            case "table" -> tableDepth = Math.max(0, tableDepth - 1);
            default -> {}
        }
    }

    private void endCell() {
        rows.add(NOTE_MARK.matcher(inline).replaceAll(""), span);
        inline.setLength(0);
        inCell = false;
    }

    private void endRow() {
        if (tableDepth != 1 || table == null) {
            return;
        }
        rowNumber++;
        boolean marked = headerCells > 1 && headerCells >= rows.own();
        List<String> cells = rows.end();
        if (!sheet && cells.size() == 1) {
            draft.paragraph(cells.getFirst());
        } else {
            table.row(rowNumber, cells, marked);
        }
    }

    /** Adds what is still open. */
    void finish() {
        inCell = false;
        flush();
    }

    private void flush() {
        if (inCell) {
            inline.append('\n');
            return;
        }
        if (inline.isEmpty()) {
            return;
        }
        String text = NOTE_MARK.matcher(inline).replaceAll("");
        inline.setLength(0);
        if (text.isBlank()) {
            return;
        }
        if (furniture) {
            draft.furniture(text);
        } else if (noteDepth > 0) {
            draft.footnote(text);
        } else if (heading > 0) {
            draft.heading(heading, text);
        } else if (preDepth > 0) {
            draft.code(text, null);
        } else if (itemDepth > 0) {
            draft.listItem(itemDepth, text);
        } else if (titleNext && text.strip().length() <= 150) {
            draft.heading(1, text);
        } else {
            draft.paragraph(text);
        }
        titleNext = false;
    }
}
