package dev.recto.answer;

import dev.recto.document.Passage;
import dev.recto.document.TextRange;
import java.util.List;

/**
 * Sentences of a passage that follow each other and are read together.
 *
 * @param first the first one's place among the passage's sentences, from 0
 * @param text from the first sentence's start to the last one's end
 * @param sentences where they stand in the text
 */
record ReadingWindow(int first, String text, List<TextRange> sentences) {
    /**
     * Cost of a window at most, in quarters of a token: an ideograph is about one token, another character a quarter of one. The reader was
     * trained on windows of 120 tokens with their question.
     */
    private static final int MOST_COST = 4 * 120;

    ReadingWindow {
        sentences = List.copyOf(sentences);
    }

    /** Returns the window around a sentence, which grows by the neighbours before and after it as long as they fit. */
    static ReadingWindow around(Passage passage, int sentence) {
        int first = sentence;
        int last = sentence;
        int cost = cost(passage.sentence(sentence));
        boolean grown = true;
        while (grown) {
            grown = false;
            if (first > 0 && cost + cost(passage.sentence(first - 1)) <= MOST_COST) {
                cost += cost(passage.sentence(--first));
                grown = true;
            }
            if (last + 1 < passage.sentences().size() && cost + cost(passage.sentence(last + 1)) <= MOST_COST) {
                cost += cost(passage.sentence(++last));
                grown = true;
            }
        }
        return of(passage, first, last);
    }

    private static ReadingWindow of(Passage passage, int first, int last) {
        int from = passage.sentences().get(first).start();
        int to = passage.sentences().get(last).end();
        int shift = passage.span().range().start();
        List<TextRange> sentences = passage.sentences().subList(first, last + 1).stream()
                .map(range -> new TextRange(range.start() - from, range.end() - from))
                .toList();
        return new ReadingWindow(first, passage.text().substring(from - shift, to - shift), sentences);
    }

    private static int cost(String text) {
        return text.codePoints().map(c -> Character.isIdeographic(c) ? 4 : 1).sum();
    }
}
