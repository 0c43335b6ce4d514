package dev.recto.answer.chat;

import com.ibm.icu.text.BreakIterator;
import com.ibm.icu.util.ULocale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts what a model writes into sentences while it comes, as ICU does (Unicode UAX #29, with CLDR's English abbreviations); the
 * citations that follow a sentence's end belong to it. A sentence is given on as soon as what follows shows that it has ended.
 *
 * <p>What a model thinks aloud before its answer ({@code <think>…</think>}) is left out. Belongs to one thread.
 */
final class SentenceStream implements Consumer<String> {
    private static final ULocale WITH_ABBREVIATIONS = ULocale.forLanguageTag("en-u-ss-standard");
    private static final String THINKS = "<think>";
    private static final String THOUGHT = "</think>";

    /** Longest sentence, in characters: each piece of it is looked through anew, and a model that has not ended by then repeats itself. */
    private static final int LONGEST = 4_000;

    private static final String BRACKETS = "[［【〔";

    private static final Pattern MARKS =
            Pattern.compile("(?:[\\s\\u3000]*" + CitationMarks.MARK.pattern() + ")+[.。!！?？]?");

    /** An opened bracket that may still become a citation. */
    private static final Pattern OPEN = Pattern.compile("[\\s\\u3000]*(?:[\\[［【〔][^\\]］】〕\\n]{0,60})?");

    private final BreakIterator iterator = BreakIterator.getSentenceInstance(WITH_ABBREVIATIONS);
    private final Consumer<String> sentences;
    private final StringBuilder text = new StringBuilder();
    private boolean begun;

    SentenceStream(Consumer<String> sentences) {
        this.sentences = sentences;
    }

    /** Takes what was written next. */
    @Override
    public void accept(String piece) {
        text.append(piece);
        if (!begun && !beginsAnswer()) {
            return;
        }
        begun = true;
        for (int end = ended(); end > 0; end = ended()) {
            give(end);
        }
        if (text.length() > LONGEST) {
            throw Failures.invalid("wrote a sentence without end");
        }
    }

    /** Gives what is left, once nothing more comes. */
    void finish() {
        if (begun || !text.toString().stripLeading().startsWith(THINKS)) {
            begun = true;
            while (!text.isEmpty()) {
                int end = boundary();
                give(end < 0 ? text.length() : withMarks(end));
            }
        }
    }

    /** Returns whether the answer itself has begun, and throws away what was thought before it. */
    private boolean beginsAnswer() {
        String beginning = text.toString().stripLeading();
        if (THINKS.startsWith(beginning)) {
            return false;
        }
        if (!beginning.startsWith(THINKS)) {
            return true;
        }
        int end = text.indexOf(THOUGHT);
        if (end < 0) {
            return false;
        }
        text.delete(0, end + THOUGHT.length());
        return true;
    }

    /** Returns where the first sentence ends with its citations, or −1 while that is not clear. */
    private int ended() {
        int end = boundary();
        if (end < 0) {
            return -1;
        }
        int whole = withMarks(end);
        Matcher open = OPEN.matcher(text).region(whole, text.length());
        return open.matches() ? -1 : whole;
    }

    /** Returns where the first sentence ends without what follows it, or −1 where no end is seen. */
    private int boundary() {
        int line = text.indexOf("\n");
        String first = line < 0 ? text.toString() : text.substring(0, line + 1);
        iterator.setText(first);
        int end = iterator.first();
        do {
            end = iterator.next();
        } while (end != BreakIterator.DONE && first.substring(0, end).isBlank());
        if (end == BreakIterator.DONE) {
            return line < 0 ? -1 : line + 1;
        }
        return end < first.length() || line >= 0 ? beforeBracket(first, end) : -1;
    }

    /** UAX #29 counts a bracket right after a full stop to the sentence that ends there, also one that opens. */
    private static int beforeBracket(String text, int end) {
        int at = end;
        while (at > 1 && Character.isWhitespace(text.charAt(at - 1))) {
            at--;
        }
        return at > 1 && BRACKETS.indexOf(text.charAt(at - 1)) >= 0 ? at - 1 : end;
    }

    private int withMarks(int end) {
        Matcher marks = MARKS.matcher(text).region(end, text.length());
        return marks.lookingAt() ? marks.end() : end;
    }

    private void give(int end) {
        String sentence = text.substring(0, end).strip();
        text.delete(0, end);
        if (!sentence.isEmpty()) {
            sentences.accept(sentence);
        }
    }
}
