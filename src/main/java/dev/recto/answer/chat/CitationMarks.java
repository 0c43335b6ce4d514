package dev.recto.answer.chat;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The citations that a model writes into a sentence: {@code [1]}, {@code [1][2]}, {@code [1, 2]}, {@code [1-3]}, {@code 【1】},
 * {@code ［１］}, {@code [^1]}, {@code [passage 1]}, {@code [来源1]}.
 *
 * @param text the sentence without them
 * @param numbers the passages named, in the order they are, each once
 */
record CitationMarks(String text, List<Integer> numbers) {
    private static final String NUMBER = "[\\d０-９]{1,4}";
    private static final String BETWEEN = "\\s*[,，、;；&\\-–—~～至到]\\s*";
    private static final String WORD = "(?:\\^|(?i:passages?|sources?|段落|来源|资料|文档)\\s*)?";

    /** One mark; its group 1 holds the numbers. */
    static final Pattern MARK = Pattern.compile("[\\[［【〔]\\s*" + WORD + "(" + NUMBER + "(?:" + BETWEEN + WORD + NUMBER
            + "){0,30})(?:†[^\\]】]{0,20})?\\s*[\\]］】〕]");

    private static final Pattern RANGE = Pattern.compile("(\\d{1,4})(?:\\s*[\\-–—~至到]\\s*(\\d{1,4}))?");
    private static final int LONGEST_RANGE = 100;

    CitationMarks {
        numbers = List.copyOf(numbers);
    }

    /** Takes the marks out of a sentence. */
    static CitationMarks of(String sentence) {
        Set<Integer> numbers = new LinkedHashSet<>();
        var text = new StringBuilder();
        Matcher mark = MARK.matcher(sentence);
        int from = 0;
        while (mark.find()) {
            text.append(withoutTrailingSpace(sentence.substring(from, mark.start())));
            addAll(Normalizer.normalize(mark.group(1), Normalizer.Form.NFKC), numbers);
            from = mark.end();
        }
        text.append(sentence, from, sentence.length());
        return new CitationMarks(text.toString().strip(), List.copyOf(numbers));
    }

    private static void addAll(String text, Set<Integer> numbers) {
        Matcher range = RANGE.matcher(text);
        while (range.find()) {
            int first = Integer.parseInt(range.group(1));
            int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            for (int number = first; number <= Math.min(last, first + LONGEST_RANGE); number++) {
                numbers.add(number);
            }
        }
    }

    private static String withoutTrailingSpace(String text) {
        return text.stripTrailing();
    }
}
