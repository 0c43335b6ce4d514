package dev.recto.read.pdf;

import java.util.HashMap;
import java.util.Map;

/** What type the document's body is set in, by the number of characters. */
final class Typography {
    private final Map<Float, Long> sizes = new HashMap<>();
    private long bold;
    private long all;

    void add(Row row) {
        for (TextRun run : row.runs()) {
            int length = run.text().length();
            sizes.merge(rounded(run.size()), (long) length, Long::sum);
            bold += run.bold() ? length : 0;
            all += length;
        }
    }

    /** Returns a size rounded to half a point. */
    static float rounded(float size) {
        return Math.round(size * 2) / 2f;
    }

    /** Returns the most used size in points, or 10 where nothing is drawn. */
    float bodySize() {
        return sizes.entrySet().stream()
                .max(Map.Entry.<Float, Long>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse(10f);
    }

    /** Returns whether bold type says nothing, because most of the document is bold. */
    boolean bodyIsBold() {
        return bold * 2 > all;
    }
}
