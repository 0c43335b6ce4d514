package dev.recto.read.pdf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Runs side by side on one baseline within one column of the page, left to right.
 *
 * @param runs at least one
 */
record Row(List<TextRun> runs) {
    /** Runs whose baselines differ by less than this part of an em stand on one row. */
    private static final float LEVEL = 0.35f;

    Row {
        runs = List.copyOf(runs);
    }

    /** Groups runs to rows, from top to bottom. */
    static List<Row> of(List<TextRun> runs) {
        var sorted = new ArrayList<>(runs);
        sorted.sort(Comparator.comparing(TextRun::baseline));
        var rows = new ArrayList<Row>();
        var level = new ArrayList<TextRun>();
        for (TextRun run : sorted) {
            if (!level.isEmpty() && run.baseline() - level.getFirst().baseline() > LEVEL * tallest(level, run)) {
                rows.add(leftToRight(level));
                level.clear();
            }
            level.add(run);
        }
        if (!level.isEmpty()) {
            rows.add(leftToRight(level));
        }
        return rows;
    }

    private static float tallest(List<TextRun> level, TextRun run) {
        return Math.min(level.getFirst().size(), run.size());
    }

    private static Row leftToRight(List<TextRun> level) {
        level.sort(Comparator.comparing(TextRun::start));
        return new Row(level);
    }

    float baseline() {
        return runs.getFirst().baseline();
    }

    float start() {
        return runs.getFirst().start();
    }

    float end() {
        float end = runs.getFirst().end();
        for (TextRun run : runs) {
            end = Math.max(end, run.end());
        }
        return end;
    }

    /** Returns the size of the run with most characters. */
    float size() {
        return longest().size();
    }

    TextRun longest() {
        TextRun longest = runs.getFirst();
        for (TextRun run : runs) {
            if (run.text().length() > longest.text().length()) {
                longest = run;
            }
        }
        return longest;
    }

    boolean bold() {
        return runs.stream().allMatch(r -> r.bold() || !hasLetter(r.text()))
                && runs.stream().anyMatch(TextRun::bold);
    }

    boolean italic() {
        return runs.stream().allMatch(r -> r.italic() || !hasLetter(r.text()))
                && runs.stream().anyMatch(TextRun::italic);
    }

    private static boolean hasLetter(String text) {
        return text.codePoints().anyMatch(Character::isLetter);
    }

    /** Returns the texts of its runs with one blank between. */
    String text() {
        if (runs.size() == 1) {
            return runs.getFirst().text();
        }
        var text = new StringBuilder();
        for (TextRun run : runs) {
            text.append(text.isEmpty() ? "" : " ").append(run.text());
        }
        return text.toString();
    }
}
