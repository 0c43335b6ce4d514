package dev.recto.read.office;

import dev.recto.document.PartKind;
import dev.recto.read.DocumentDraft;
import dev.recto.read.TableDraft;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Turns the elements of an OpenDocument's content into the blocks of a draft. Not safe for several threads. */
final class OpenDocumentFlow {
    /** Elements whose text is not the document's: deleted text, comments, pronunciation, drawing styles, form controls. */
    private static final Set<String> SKIPPED = Set.of(
            "tracked-changes",
            "annotation",
            "ruby-text",
            "note-citation",
            "automatic-styles",
            "font-face-decls",
            "scripts",
            "forms",
            "desc",
            "title",
            "date-time-decl",
            "footer-decl",
            "header-decl",
            "settings",
            "binary-data",
            "object-ole");
    /** A filled cell or row claims to be repeated: this often it is believed. Empty ones cost nothing. */
    private static final int MOST_REPEATS = 200;
    /** Columns of the widest sheet. */
    private static final int MOST_COLUMNS = 16_384;

    /** Rows past this are all called this; the longest sheets have 2^20. */
    private static final int LAST_ROW = 1 << 28;

    private final DocumentDraft draft;
    private final boolean sheets;
    private final boolean slides;
    private final StringBuilder inline = new StringBuilder();
    private final StringBuilder aside = new StringBuilder();
    private final List<String> notes = new ArrayList<>();
    /** The paragraphs that text frames stand in, as far as they were read. */
    private final Deque<String> interrupted = new ArrayDeque<>();

    private List<String> cells = new ArrayList<>();
    private @Nullable TableDraft table;
    private int tableDepth;
    private int rowNumber;
    private int rowRepeats;
    private int cellRepeats;
    private int emptyCells;
    private boolean inCell;
    private boolean inNote;
    private int listDepth;
    private int headingLevel;
    private int skipped;
    private boolean titleNext;

    OpenDocumentFlow(DocumentDraft draft, String mediaType) {
        this.draft = draft;
        this.sheets = mediaType.contains("spreadsheet");
        this.slides = mediaType.contains("presentation");
    }

    /** Returns whether a limit is reached. */
    boolean full() {
        return draft.full();
    }

    /** An element starts: the one that the reader stands on. */
    void start(XMLStreamReader xml) {
        String name = xml.getLocalName();
        if (skipped > 0 || SKIPPED.contains(name)) {
            skipped++;
            return;
        }
        switch (name) {
            case "page" -> startSlide();
            case "list" -> listDepth++;
            case "h" -> headingLevel = number(xml, "outline-level", 1);
            case "s" -> inline.repeat(' ', Math.min(number(xml, "c", 1), MOST_REPEATS));
            case "tab" -> inline.append('\t');
            case "line-break" -> inline.append('\n');
            case "note" -> {
                inNote = true;
                aside.setLength(0);
                aside.append(inline);
                inline.setLength(0);
            }
            case "text-box" -> {
                interrupted.push(inline.toString());
                inline.setLength(0);
            }
            case "table" -> startTable(xml);
            case "table-row" -> {
                rowRepeats = number(xml, "number-rows-repeated", 1);
                startRow();
            }
            case "table-cell", "covered-table-cell" -> {
                cellRepeats = number(xml, "number-columns-repeated", 1);
                startCell();
            }
            default -> {}
        }
    }

    private void startSlide() {
        draft.open(PartKind.SLIDE, null);
        titleNext = true;
    }

    private void startTable(XMLStreamReader xml) {
        tableDepth++;
        if (tableDepth > 1) {
            return;
        }
        if (sheets) {
            draft.open(PartKind.SHEET, attribute(xml, "name"));
        }
        table = new TableDraft(draft, sheets);
        rowNumber = 0;
    }

    private void startRow() {
        if (tableDepth == 1) {
            cells = new ArrayList<>();
            emptyCells = 0;
        }
    }

    private void startCell() {
        if (tableDepth == 1) {
            inCell = true;
            inline.setLength(0);
        }
    }

    /** Text between elements. */
    void text(String text) {
        if (skipped == 0) {
            inline.append(text);
        }
    }

    /** An element ends. */
    void end(String name) {
        if (skipped > 0) {
            skipped--;
            return;
        }
        switch (name) {
            case "p", "h" -> endParagraph();
            case "list" -> listDepth--;
            case "note" -> {
                inNote = false;
                inline.setLength(0);
                inline.append(aside);
            }
            case "text-box" -> inline.insert(0, interrupted.pop());
            case "table-cell", "covered-table-cell" -> endCell();
            case "table-row" -> endRow();
            case "table" -> tableDepth--;
            default -> {}
        }
    }

    private void endParagraph() {
        if (inCell && !inNote) {
            inline.append('\n');
            return;
        }
        String text = inline.toString();
        inline.setLength(0);
        if (inNote) {
            notes.add(text);
            return;
        }
        if (text.isBlank()) {
            headingLevel = 0;
            return;
        }
        if (headingLevel > 0 || (titleNext && slides && text.strip().length() <= 150)) {
            draft.heading(Math.max(1, headingLevel), text);
        } else if (listDepth > 0) {
            draft.listItem(listDepth, text);
        } else {
            draft.paragraph(text);
        }
        headingLevel = 0;
        titleNext = false;
        addNotes();
    }

    /** Footnotes stand after the block that refers to them. */
    private void addNotes() {
        notes.forEach(draft::footnote);
        notes.clear();
    }

    private void endCell() {
        if (tableDepth != 1) {
            return;
        }
        String text = inline.toString();
        inline.setLength(0);
        inCell = false;
        if (text.isBlank()) {
            emptyCells = Math.min(MOST_COLUMNS, emptyCells + cellRepeats);
            return;
        }
        for (; emptyCells > 0 && cells.size() < MOST_COLUMNS; emptyCells--) {
            cells.add("");
        }
        for (int i = Math.min(cellRepeats, MOST_REPEATS); i > 0 && cells.size() < MOST_COLUMNS; i--) {
            cells.add(text);
        }
    }

    private void endRow() {
        if (tableDepth != 1 || table == null) {
            return;
        }
        int times = cells.isEmpty() ? 1 : Math.min(rowRepeats, MOST_REPEATS);
        for (int i = 1; i <= times; i++) {
            table.row(rowNumber + i, cells, false);
        }
        rowNumber = Math.min(rowNumber + rowRepeats, LAST_ROW);
        addNotes();
    }

    private static @Nullable String attribute(XMLStreamReader xml, String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return xml.getAttributeValue(i);
            }
        }
        return null;
    }

    private static int number(XMLStreamReader xml, String name, int otherwise) {
        String value = attribute(xml, name);
        return value != null && value.matches("[1-9][0-9]{0,6}") ? Integer.parseInt(value) : otherwise;
    }
}
