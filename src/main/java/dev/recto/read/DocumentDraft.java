package dev.recto.read;

import dev.recto.config.LimitsConfig;
import dev.recto.document.Block;
import dev.recto.document.BlockKind;
import dev.recto.document.Part;
import dev.recto.document.PartKind;
import dev.recto.document.ReadingProblem;
import dev.recto.document.SourceDocument;
import dev.recto.document.TextRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A source document of a format without pages while it is being read: blocks are added in reading order, their text is cleaned,
 * and the limits on text and parts hold. Blocks stand apart by an empty line; rows, list items and lines of code follow each
 * other directly. Not safe for several threads.
 */
public final class DocumentDraft implements ChildFiles.Notes {
    /** No title is longer, in UTF-16 units: every passage is found by it and embedded with it. Chosen. */
    private static final int LONGEST_TITLE = 300;

    private final LimitsConfig limits;
    private final List<Part> parts = new ArrayList<>();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Set<String> gaps = new LinkedHashSet<>();
    private final List<Block> blocks = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private PartKind kind = PartKind.BODY;
    private @Nullable String label;
    private boolean partOpen;
    private int charsLeft;
    private int linesLeft = LineCount.MOST;
    private boolean full;
    private @Nullable String title;
    private ReadOutcome.@Nullable NotRead failure;

    /** Starts an empty draft under {@link LimitsConfig#readTextChars} and {@link LimitsConfig#readParts}. */
    public DocumentDraft(LimitsConfig limits) {
        this.limits = limits;
        this.charsLeft = limits.readTextChars();
    }

    /** Starts the next part; text added without one goes into one part of kind BODY. */
    public void open(PartKind kind, @Nullable String label) {
        closePart();
        if (parts.size() >= limits.readParts()) {
            fill("Only its first " + limits.readParts() + " parts were read.");
            return;
        }
        this.kind = kind;
        this.label = label == null || CleanText.line(label).isEmpty() ? null : CleanText.line(label);
        partOpen = true;
    }

    /** Adds a heading; {@code level} below 1 or past 9 becomes the nearest of them. */
    public void heading(int level, String text) {
        add(BlockKind.HEADING, CleanText.line(text), Math.clamp(level, 1, 9), null, null);
    }

    /** Adds running text; line ends in it stay. */
    public void paragraph(String text) {
        add(BlockKind.PARAGRAPH, CleanText.lines(text), 0, null, null);
    }

    /** Adds an item of a list; {@code level} is its nesting from 1. */
    public void listItem(int level, String text) {
        add(BlockKind.LIST_ITEM, CleanText.lines(text), Math.clamp(level, 1, 9), null, null);
    }

    /** Adds a footnote or endnote. */
    public void footnote(String text) {
        add(BlockKind.FOOTNOTE, CleanText.lines(text), 0, null, null);
    }

    /** Adds words that repeat on every page. */
    public void furniture(String text) {
        add(BlockKind.FURNITURE, CleanText.lines(text), 0, null, null);
    }

    /** Adds preformatted text, white space kept; {@code label} is its place such as {@code 12-18}, or null. */
    public void code(String text, @Nullable String label) {
        add(BlockKind.CODE, CleanText.of(text).stripTrailing(), 0, null, label);
    }

    /**
     * Adds text exactly as it is, as a part's whole text.
     *
     * @param text already clean ({@link CleanText#of})
     * @param structure its blocks, offsets into the text
     */
    public void verbatim(String text, List<Block> structure) {
        if (full || text.isBlank()) {
            return;
        }
        open(kind, label);
        String taken = fitting(text);
        int end = taken.length();
        if (end < text.length()) {
            fill(end < charsLeft - 1 ? LineCount.PAST : pastChars());
        }
        this.text.append(taken);
        charsLeft -= end;
        linesLeft -= LineCount.of(taken, BlockKind.CODE);
        structure.stream().filter(block -> block.range().end() <= end).forEach(blocks::add);
    }

    /** Returns as much of a text as {@link #verbatim} would take. */
    public String fitting(String text) {
        String fitting = CleanText.cut(text, charsLeft);
        return CleanText.cut(fitting, LineCount.fitting(fitting, BlockKind.CODE, linesLeft));
    }

    /**
     * Adds a row of a table; empty cells at its end are left out.
     *
     * @param header the header's cells separated by tabs, or null
     * @param label its place such as {@code B4:D4}, or null
     */
    public void row(List<String> cells, @Nullable String header, @Nullable String label) {
        String row = joined(cells);
        if (!row.isBlank()) {
            add(BlockKind.TABLE_ROW, row, 0, header, label);
        }
    }

    /** Returns cells as a row's text has them: each one line, separated by tabs, without empty cells at the end. */
    public static String joined(List<String> cells) {
        return cells.stream()
                .map(CleanText::line)
                .collect(Collectors.joining("\t"))
                .stripTrailing();
    }

    /** Sets the document's own title, unless it is null or blank; one that is longer than {@value #LONGEST_TITLE} is cut. */
    public void title(@Nullable String title) {
        if (title != null && !CleanText.line(title).isEmpty()) {
            this.title = CleanText.cut(CleanText.line(title), LONGEST_TITLE);
        }
    }

    /** Sets what the document says of itself under a lower-case name, unless the value is null or blank. */
    public void property(String name, @Nullable String value) {
        if (value != null && !CleanText.line(value).isEmpty()) {
            properties.put(name, CleanText.line(value));
        }
    }

    @Override
    public void gap(String sentence) {
        if (gaps.size() < 10) {
            gaps.add(sentence);
        }
    }

    /**
     * {@inheritDoc} A gap where something was read before, and otherwise the outcome.
     *
     * @param sentence says what happened and what to do
     */
    @Override
    public void failed(ReadingProblem problem, String sentence) {
        if (failure == null) {
            failure = new ReadOutcome.NotRead(problem, sentence);
        }
        gap(sentence);
    }

    /** Returns whether no text has been added so far. */
    public boolean isEmpty() {
        return parts.isEmpty() && text.isEmpty();
    }

    /** Returns whether a limit is reached and everything further is left out, so that reading can stop. */
    public boolean full() {
        return full;
    }

    /** Returns what was read: NO_TEXT where there is nothing to read and no child. */
    public ReadOutcome finish(String mediaType, List<ReadOutcome.Child> children) {
        closePart();
        var document = new SourceDocument(mediaType, title, properties, parts);
        String gap = gaps.isEmpty() ? null : String.join(" ", gaps);
        if (!document.hasText()) {
            if (children.isEmpty() && failure != null) {
                return failure;
            }
            if (children.isEmpty()) {
                return new ReadOutcome.NotRead(
                        ReadingProblem.NO_TEXT,
                        gap == null ? "There is no text in it." : "No text could be read from it. " + gap);
            }
            document = new SourceDocument(mediaType, title, properties, List.of());
        }
        return new ReadOutcome.Read(document, children, gap);
    }

    private void add(BlockKind kind, String words, int level, @Nullable String header, @Nullable String label) {
        if (full || words.isBlank()) {
            return;
        }
        String separator = separator(kind);
        if (separator.length() + words.length() > charsLeft) {
            words = CleanText.cut(words, charsLeft - separator.length());
            fill(pastChars());
        }
        int fitting = LineCount.fitting(words, kind, linesLeft);
        if (fitting < words.length()) {
            words = CleanText.cut(words, fitting);
            fill(LineCount.PAST);
        }
        if (words.isBlank()) {
            return;
        }
        partOpen = true;
        text.append(separator);
        int start = text.length();
        text.append(words);
        charsLeft -= separator.length() + words.length();
        linesLeft -= LineCount.of(words, kind);
        blocks.add(new Block(kind, new TextRange(start, text.length()), level, header, label));
    }

    private String separator(BlockKind next) {
        if (blocks.isEmpty()) {
            return "";
        }
        BlockKind last = blocks.getLast().kind();
        boolean close = next == last
                && (next == BlockKind.TABLE_ROW || next == BlockKind.LIST_ITEM || next == BlockKind.FURNITURE);
        return close ? "\n" : "\n\n";
    }

    private String pastChars() {
        return "Only its first " + limits.readTextChars() + " characters were read.";
    }

    private void fill(String sentence) {
        full = true;
        gap(sentence);
    }

    private void closePart() {
        if (partOpen) {
            parts.add(Part.flowing(parts.size() + 1, kind, label, text.toString(), blocks));
        }
        partOpen = false;
        kind = PartKind.BODY;
        label = null;
        text.setLength(0);
        blocks.clear();
    }
}
