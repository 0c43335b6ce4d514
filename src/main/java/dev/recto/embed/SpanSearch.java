package dev.recto.embed;

import java.util.List;

/** Finds the best spans by their first and last tokens' scores, as <a href="https://arxiv.org/abs/1806.03822">SQuAD 2.0</a> does. */
final class SpanSearch {
    /** Tokens in an answer at most: a sentence of common length. */
    static final int LONGEST = 40;

    private SpanSearch() {}

    /**
     * Adds for each token of a window the best span that begins there, scored against {@code [CLS]}, which stands for no answer.
     *
     * @param logits two for each token of the run, the last token ({@code [SEP]}) included
     * @param head tokens before the window's first
     * @param offset place of the window's first token in the text
     */
    static void add(List<ScoredTokens> found, float[] logits, int head, int offset) {
        double none = logits[0] + logits[1];
        int end = logits.length / 2 - 1;
        for (int first = head; first < end; first++) {
            int last = first;
            for (int i = first; i < Math.min(end, first + LONGEST); i++) {
                last = logits[2 * i + 1] > logits[2 * last + 1] ? i : last;
            }
            double score = logits[2 * first] + logits[2 * last + 1] - none;
            found.add(new ScoredTokens(first - head + offset, score));
        }
    }
}
