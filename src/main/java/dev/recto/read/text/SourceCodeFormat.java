package dev.recto.read.text;

import dev.recto.document.Block;
import dev.recto.document.BlockKind;
import dev.recto.document.TextRange;
import dev.recto.read.CleanText;
import dev.recto.read.DocumentDraft;
import java.util.ArrayList;
import java.util.List;

/**
 * Source code and configuration (YAML, TOML, properties): the text exactly as it is, in blocks that follow its empty lines and its
 * indentation, each labelled with its lines.
 */
public final class SourceCodeFormat implements TextFormat {
    /** A block of this many lines may end at any empty line, even inside a function. */
    private static final int LONG = 40;
    /** No block has more lines. */
    private static final int LONGEST = 80;

    /** One line: its offsets without the line end, and its indentation in characters, or -1 where it is blank. */
    private record Line(int number, int start, int end, int indent) {}

    @Override
    public void read(String text, DocumentDraft draft) {
        String clean = CleanText.of(oneLineEnd(text)).stripTrailing();
        var blocks = new ArrayList<Block>();
        var open = new ArrayList<Line>();
        boolean gap = false;
        for (Line line : lines(draft.fitting(clean))) {
            boolean blank = line.indent() < 0;
            if (!blank && !open.isEmpty() && ends(open, line, gap)) {
                blocks.add(block(open));
                open.clear();
            }
            if (!blank) {
                open.add(line);
            }
            gap = blank;
        }
        if (!open.isEmpty()) {
            blocks.add(block(open));
        }
        draft.verbatim(clean, blocks);
    }

    /** Editors count line feeds and carriage returns alone: whatever else may end a line would shift the numbers. */
    private static String oneLineEnd(String text) {
        return text.replace('\u000B', ' ')
                .replace('\u000C', ' ')
                .replace('\u0085', ' ')
                .replace('\u2028', ' ')
                .replace('\u2029', ' ');
    }

    /** A block ends before a line that follows an empty one and is indented no deeper than the block's first line. */
    private static boolean ends(List<Line> open, Line next, boolean afterGap) {
        if (open.size() >= LONGEST) {
            return true;
        }
        return afterGap
                && (open.size() >= LONG || next.indent() <= open.getFirst().indent());
    }

    private static Block block(List<Line> lines) {
        int first = lines.getFirst().number();
        int last = lines.getLast().number();
        String label = first == last ? Integer.toString(first) : first + "-" + last;
        var range = new TextRange(lines.getFirst().start(), lines.getLast().end());
        return new Block(BlockKind.CODE, range, 0, null, label);
    }

    private static List<Line> lines(String text) {
        var lines = new ArrayList<Line>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            int indent = start;
            while (indent < end && Character.isWhitespace(text.charAt(indent))) {
                indent++;
            }
            lines.add(new Line(lines.size() + 1, start, end, indent == end ? -1 : indent - start));
            start = end + 1;
        }
        return lines;
    }
}
