package dev.recto.read.text;

import dev.recto.read.CleanText;
import dev.recto.read.DocumentDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Running text without markup: paragraphs by empty lines, headings only where a line says that it is a chapter. */
public final class PlainTextFormat implements TextFormat {
    /** A line past this, in UTF-16 units, is not wrapped by hand: the file has one paragraph a line. */
    private static final int WRAPPED_LINE = 160;

    private static final Pattern CHAPTER = Pattern.compile("(第\\s*[0-9〇零一二三四五六七八九十百千两兩]+\\s*[章回节節卷部篇编編].{0,40}"
            + "|(?i:chapter|part|section|appendix)\\s+([0-9]+|[ivxlcIVXLC]+|[A-Z])\\b.{0,80})");
    /** A line with words and a full stop, or with a Chinese one, is a sentence, whatever it begins with: "Part 2 of the rent is due." */
    private static final Pattern SENTENCE = Pattern.compile(".*\\p{Ll}{2}.*[.!?;,]|.*[。！？；，]");

    private static final Pattern COLUMNS = Pattern.compile("\\S {3,}\\S|\\S\\t+\\S");

    @Override
    public void read(String text, DocumentDraft draft) {
        var group = new ArrayList<String>();
        for (String line : (Iterable<String>) CleanText.of(text).lines()::iterator) {
            if (draft.full()) {
                return;
            }
            if (line.isBlank()) {
                add(group, draft);
                group.clear();
            } else {
                group.add(line);
            }
        }
        add(group, draft);
    }

    private static void add(List<String> lines, DocumentDraft draft) {
        if (lines.size() == 1 && isChapter(lines.getFirst())) {
            draft.heading(1, lines.getFirst());
        } else if (lines.stream().anyMatch(line -> line.length() > WRAPPED_LINE)) {
            lines.forEach(draft::paragraph);
        } else if (lines.stream().filter(line -> COLUMNS.matcher(line).find()).count() >= 2) {
            draft.code(String.join("\n", lines), null);
        } else if (lines.stream().anyMatch(PlainTextFormat::isChapter)) {
            lines.forEach(line -> add(List.of(line), draft));
        } else {
            draft.paragraph(String.join("\n", lines));
        }
    }

    private static boolean isChapter(String line) {
        String words = line.strip();
        return CHAPTER.matcher(words).matches() && !SENTENCE.matcher(words).matches();
    }
}
