package dev.recto.read.pdf;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One cell of a table row.
 *
 * @param runs what stands in it, at least one
 */
record Cell(List<TextRun> runs) {
    private static final Pattern CURRENCY = Pattern.compile("(?:[$€£¥￥]|US\\$|RMB|EUR|USD)?\\s*[(]?|[(]\\s*[$€£¥]");
    private static final Pattern TAIL = Pattern.compile("[)%]+|\\)\\s*%|%\\s*\\)|pts?\\.?|x|bps|\\(\\w\\)");
    private static final Pattern AMOUNT = Pattern.compile(
            "(?:[$€£¥￥]|US\\$)?\\s*[-–—+(]?\\s*(?:[$€£¥]\\s*)?(?:\\d[\\d,.\\s]*|\\.\\d+)\\s*(?:[%)x万亿元]|pts|bps)*\\s*[)%]*(?:\\s*\\(\\w\\))?"
                    + "|(?:[$€£¥]\\s*)?[-–—]+\\s*%?|N/?[AM]|n/?[am]|NM");
    private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d(?:\\s*\\(\\w\\))?");

    Cell {
        runs = List.copyOf(runs);
    }

    /** Cuts a row at its wide gaps; a currency sign, a bracket or a percent sign on its own goes with its number. */
    static List<Cell> of(Row row) {
        var cells = new ArrayList<Cell>();
        var open = new ArrayList<TextRun>();
        for (TextRun run : row.runs()) {
            String text = run.text().strip();
            boolean tail = !open.isEmpty()
                    && TAIL.matcher(text).matches()
                    && isAmountLike(open.getLast().text())
                    && run.start() - open.getLast().end() < 2.5f * run.size();
            boolean waits = !open.isEmpty()
                    && CURRENCY.matcher(open.getLast().text().strip()).matches();
            boolean number =
                    !text.isEmpty() && (Character.isDigit(text.charAt(0)) || "(-–—.".indexOf(text.charAt(0)) >= 0);
            if (!open.isEmpty() && !tail && !(waits && number)) {
                cells.add(new Cell(open));
                open.clear();
            }
            open.add(run);
        }
        cells.add(new Cell(open));
        return cells;
    }

    private static boolean isAmountLike(String text) {
        return text.chars().anyMatch(c -> (c >= '0' && c <= '9') || c == '—' || c == '–');
    }

    float start() {
        return runs.getFirst().start();
    }

    float end() {
        return runs.getLast().end();
    }

    float middle() {
        return (start() + end()) / 2;
    }

    float size() {
        return runs.getFirst().size();
    }

    String text() {
        return new Row(runs).text().strip();
    }

    /** Returns whether it holds a number, a dash for none, or a percentage. */
    boolean isAmount() {
        return AMOUNT.matcher(text()).matches();
    }

    /** Returns whether it holds a year, which heads a column as often as it fills one. */
    boolean isYear() {
        return YEAR.matcher(text()).matches();
    }

    float overlap(float from, float to) {
        return Math.min(end(), to) - Math.max(start(), from);
    }
}
