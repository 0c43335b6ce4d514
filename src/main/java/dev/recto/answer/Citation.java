package dev.recto.answer;

import dev.recto.document.Box;
import dev.recto.document.DocumentFacts;
import dev.recto.document.PassageId;
import dev.recto.document.TextRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The passage span that backs a sentence.
 *
 * @param number from 1, as the answer's sentences name it
 * @param document the document it stands in
 * @param part the part's number, from 1
 * @param page the same number where a person would say "page", otherwise null
 * @param section the heading path joined by {@code " › "}, or null where there is none
 * @param line the line in a source file, or null
 * @param cell the cell range in a sheet, or null
 * @param quote the words; equal to the part's text at {@code range}
 * @param range UTF-16 offsets into the part's text
 * @param boxes where the words stand on the page; empty for formats without pages
 * @param passage the passage that holds it
 */
public record Citation(
        int number,
        DocumentFacts document,
        int part,
        @Nullable Integer page,
        @Nullable String section,
        @Nullable Integer line,
        @Nullable String cell,
        String quote,
        TextRange range,
        List<Box> boxes,
        PassageId passage) {
    public Citation {
        boxes = List.copyOf(boxes);
    }
}
