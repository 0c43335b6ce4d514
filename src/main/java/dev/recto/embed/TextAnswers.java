package dev.recto.embed;

import java.util.List;

/**
 * What a text has in answer to a question.
 *
 * @param spans pieces that may answer, best first, none overlapping another; empty where the text has no words
 */
public record TextAnswers(List<AnswerSpan> spans) {
    public TextAnswers {
        spans = List.copyOf(spans);
    }

    /** Returns the best span's score, the sign that the text answers at all; negative infinity without a span. */
    public double score() {
        return spans.isEmpty() ? Double.NEGATIVE_INFINITY : spans.getFirst().score();
    }
}
