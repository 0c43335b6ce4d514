package dev.recto.read.pdf;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What of a document could not be read, gathered page by page and said in sentences. */
final class Gaps {
    private static final int PAGES_NAMED = 12;
    private static final int MOST_OTHERS = 10;

    private final List<Integer> scanned = new ArrayList<>();
    private final List<Integer> unmapped = new ArrayList<>();
    private final List<Integer> broken = new ArrayList<>();
    private final List<String> others = new ArrayList<>();

    /** Notes a page that shows a picture and has no text. */
    void scanned(int page) {
        scanned.add(page);
    }

    /** Notes a page most of whose glyphs have no characters behind them. */
    void unmapped(int page) {
        unmapped.add(page);
    }

    /** Notes a page whose content cannot be parsed. */
    void broken(int page) {
        broken.add(page);
    }

    void add(@Nullable String sentence) {
        if (sentence != null && others.size() < MOST_OTHERS && !others.contains(sentence)) {
            others.add(sentence);
        }
    }

    /** Returns why a document without any text has none, with what to do. */
    String noTextSentence() {
        if (!unmapped.isEmpty()) {
            return "The fonts in this PDF do not say which characters they draw; run OCR (for example ocrmypdf --force-ocr) and add the file again.";
        }
        return scanned.isEmpty()
                ? "The PDF has no text."
                : "The PDF is a scan without a text layer; run OCR (for example ocrmypdf) and add the file again.";
    }

    boolean anyBroken() {
        return !broken.isEmpty();
    }

    /** Returns all gaps as one text, or null where the document was read whole. */
    @Nullable
    String sentence() {
        var sentences = new ArrayList<String>();
        if (!scanned.isEmpty()) {
            sentences.add(pages(scanned) + " only an image without text; run OCR to make it searchable.");
        }
        if (!unmapped.isEmpty()) {
            sentences.add(pages(unmapped) + " text whose fonts do not say which characters they draw; run OCR.");
        }
        if (!broken.isEmpty()) {
            sentences.add(pages(broken) + " broken content and could not be read.");
        }
        sentences.addAll(others);
        return sentences.isEmpty() ? null : String.join(" ", sentences);
    }

    private static String pages(List<Integer> pages) {
        var named = new StringBuilder(pages.size() == 1 ? "Page " : "Pages ");
        for (int i = 0; i < Math.min(pages.size(), PAGES_NAMED); i++) {
            named.append(i == 0 ? "" : ", ").append(pages.get(i));
        }
        if (pages.size() > PAGES_NAMED) {
            named.append(" and ").append(pages.size() - PAGES_NAMED).append(" more");
        }
        return named.append(pages.size() == 1 ? " has" : " have").toString();
    }
}
