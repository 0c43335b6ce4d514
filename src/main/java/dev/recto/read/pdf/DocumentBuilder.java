package dev.recto.read.pdf;

import dev.recto.document.BlockKind;
import dev.recto.document.Part;
import dev.recto.read.LineCount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the rows of all pages to parts. What a row is (heading, furniture, a word cut by the line's end) often shows only on
 * other pages, so rows of all pages are kept until the last is read; glyphs are not.
 */
final class DocumentBuilder {
    private final List<PageRows> pages = new ArrayList<>();
    private final Furniture furniture = new Furniture();
    private final Typography typography = new Typography();
    private final Hyphenation hyphenation = new Hyphenation();
    private int chars;
    private int lines;

    void add(PageRows page) {
        pages.add(page);
        furniture.add(page);
        for (Row row : page.rows()) {
            typography.add(row);
            for (TextRun run : row.runs()) {
                hyphenation.add(run.text());
                chars += run.text().length();
                lines += LineCount.of(run.text(), BlockKind.PARAGRAPH);
            }
        }
    }

    /** Returns how many characters the pages have so far. */
    int chars() {
        return chars;
    }

    /** Returns how many lines and sentences the pages have so far, as {@link LineCount} counts. */
    int lines() {
        return lines;
    }

    /**
     * Returns the parts.
     *
     * @param labels printed page labels by index, null where a page has none
     */
    List<Part> parts(List<@Nullable String> labels) {
        var blocks = new PageBlocks(hyphenation, typography.bodySize());
        var headings = new Headings(typography);
        var drafted = new ArrayList<List<Draft>>();
        List<Set<Row>> repeated = repeated();
        for (int i = 0; i < pages.size(); i++) {
            List<Draft> drafts = blocks.build(pages.get(i), repeated.get(i));
            if (i > 0) {
                ContinuedTables.join(drafted.get(i - 1), drafts);
            }
            headings.add(drafts, i == 0);
            drafted.add(drafts);
        }
        var parts = new ArrayList<Part>();
        for (int i = 0; i < pages.size(); i++) {
            List<Draft> drafts = drafted.get(i).stream()
                    .map(d -> headings.isHeading(d) ? d.as(BlockKind.HEADING, headings.level(d)) : d)
                    .toList();
            String label = i < labels.size() ? labels.get(i) : null;
            parts.add(PageText.part(i + 1, label, pages.get(i).frame(), drafts));
            drafted.set(i, List.of());
        }
        return parts;
    }

    /** Returns each page's furniture: none where there is nothing else, since copies of one page are no heads and feet. */
    private List<Set<Row>> repeated() {
        var repeated = new ArrayList<Set<Row>>();
        boolean anyOther = false;
        for (int i = 0; i < pages.size(); i++) {
            repeated.add(furniture.on(pages.get(i), i));
            anyOther |= repeated.getLast().size() < pages.get(i).rows().size();
        }
        return anyOther ? repeated : Collections.nCopies(pages.size(), Set.of());
    }
}
