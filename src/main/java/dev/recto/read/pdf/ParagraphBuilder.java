package dev.recto.read.pdf;

import dev.recto.document.BlockKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts rows together to paragraphs and list items, by white space, indents, type and how the lines end. */
final class ParagraphBuilder {
    private final Hyphenation hyphenation;
    private final List<Draft> drafts = new ArrayList<>();
    private final List<Row> open = new ArrayList<>();
    private Map<Float, Float> leadings = Map.of();
    private float right;

    ParagraphBuilder(Hyphenation hyphenation) {
        this.hyphenation = hyphenation;
    }

    /** Returns the blocks of consecutive rows of one column. */
    List<Draft> build(List<Row> rows) {
        drafts.clear();
        leadings = usualLeading(rows);
        right = rows.stream().map(Row::end).max(Float::compare).orElse(0f);
        for (Row row : rows) {
            if (!open.isEmpty() && breaksBefore(row)) {
                close();
            }
            open.add(row);
        }
        close();
        return List.copyOf(drafts);
    }

    /** The distance between baselines met most often in type of each size, in ems; leading set wider than that parts paragraphs. */
    private static Map<Float, Float> usualLeading(List<Row> rows) {
        Map<Float, Map<Integer, Integer>> distances = new HashMap<>();
        for (int i = 1; i < rows.size(); i++) {
            Row row = rows.get(i);
            float distance = (row.baseline() - rows.get(i - 1).baseline()) / row.size();
            if (distance > 0.8f && distance < 2.6f) {
                distances
                        .computeIfAbsent(Typography.rounded(row.size()), k -> new HashMap<>())
                        .merge(Math.round(distance * 20), 1, Integer::sum);
            }
        }
        Map<Float, Float> usual = new HashMap<>();
        distances.forEach((size, counts) -> usual.put(size, mostFrequent(counts) / 20f));
        return usual;
    }

    /** Two equal distances may be two paragraphs of one line each: only what is met more often can be wider than single spacing. */
    private static int mostFrequent(Map<Integer, Integer> counts) {
        var best = counts.entrySet().stream()
                .max(Map.Entry.<Integer, Integer>comparingByValue().thenComparing(e -> -e.getKey()))
                .orElseThrow();
        return best.getValue() >= 3 ? best.getKey() : 0;
    }

    /** What lines are set apart where too few of them show it, in ems; Chinese is set wider. */
    private static float singleSpacing(Row row) {
        return GlyphText.isCjk(row.text().codePointAt(0)) ? 1.6f : 1.25f;
    }

    private boolean breaksBefore(Row row) {
        Row last = open.getLast();
        float size = Math.max(row.size(), last.size());
        float distance = (row.baseline() - last.baseline()) / size;
        float leading = leadings.getOrDefault(Typography.rounded(row.size()), 0f);
        leading = leading > 0 ? leading : singleSpacing(row);
        if (distance <= 0 || distance > Math.max(1.18f * leading, leading + 0.15f)) {
            return true;
        }
        if (Math.abs(row.size() - last.size()) > 0.08f * size || row.bold() != last.bold()) {
            return !continuesInOtherType(last, row);
        }
        String text = row.text();
        if (ListMarkers.begins(text) && (ListMarkers.beginsWithBullet(text) || endsSentence(last) || isList())) {
            return true;
        }
        boolean indented = row.start() - last.start() > 0.8f * size;
        if (indented && endsSentence(last) && !isList()) {
            return true;
        }
        float slack = endsSentence(last) ? 1.5f * size : Math.max(4 * size, 0.25f * (right - last.start()));
        return leftRoom(last, row, slack) && !centred(last, row) && (endsSentence(last) || startsUpper(text));
    }

    /** A line that changes type in the middle of a sentence, as with a bold word that fills it, does not end the paragraph. */
    private static boolean continuesInOtherType(Row last, Row row) {
        String text = row.text();
        return !endsSentence(last)
                && Character.isLowerCase(text.codePointAt(0))
                && Math.abs(row.size() - last.size()) <= 0.08f * row.size();
    }

    private boolean isList() {
        return ListMarkers.begins(open.getFirst().text());
    }

    /** The first word of the next line would have fitted: the line ended because its paragraph did. */
    private boolean leftRoom(Row last, Row row, float slack) {
        String text = row.text();
        int word = text.indexOf(' ');
        float share = (word < 0 ? text.length() : word) / (float) text.length();
        return last.end() + (row.end() - row.start()) * share + slack < right;
    }

    private static boolean centred(Row last, Row row) {
        float middle = Math.abs(last.start() + last.end() - row.start() - row.end()) / 2;
        return middle < row.size() && Math.abs(last.start() - row.start()) > 0.5f * row.size();
    }

    private static boolean endsSentence(Row row) {
        String text = row.text();
        int end = text.length();
        while (end > 1 && "\"'”’)）」』".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return ".!?:;。！？：；".indexOf(text.charAt(end - 1)) >= 0;
    }

    private static boolean startsUpper(String text) {
        int first = text.codePointAt(0);
        return !Character.isLowerCase(first) && !Character.isDigit(first);
    }

    private void close() {
        if (open.isEmpty()) {
            return;
        }
        var pieces = new ArrayList<Piece>();
        for (Row row : open) {
            for (TextRun run : row.runs()) {
                append(pieces, run, hyphenation);
            }
        }
        drafts.add(Draft.of(isList() ? BlockKind.LIST_ITEM : BlockKind.PARAGRAPH, pieces, open));
        open.clear();
    }

    /** Adds a run to running text: after a blank, after nothing between Han or where a hyphen joins. */
    static void append(List<Piece> pieces, TextRun run, Hyphenation hyphenation) {
        if (pieces.isEmpty()) {
            pieces.add(Piece.of("", run));
            return;
        }
        Piece last = pieces.getLast();
        String before = last.run().text();
        boolean newLine = run.baseline() > last.run().baseline() + 0.5f * run.size()
                || run.end() < last.run().start();
        String gap = " ";
        if (newLine && hyphenation.drops(before, run.text())) {
            if (last.length() > 1) {
                pieces.set(pieces.size() - 1, last.withoutHyphen());
            }
            gap = "";
        } else if (newLine
                && Hyphenation.endsInHyphen(before)
                && Character.isLetterOrDigit(run.text().codePointAt(0))) {
            gap = "";
        } else if (newLine
                && GlyphText.isCjk(before.codePointBefore(before.length()))
                && GlyphText.isCjk(run.text().codePointAt(0))) {
            gap = "";
        }
        pieces.add(Piece.of(gap, run));
    }
}
