package dev.recto.embed;

import dev.recto.document.TextRange;

/**
 * A run of a text's tokens with a score.
 *
 * @param first its first token
 * @param last its last token, itself included
 * @param score as in {@link AnswerSpan}
 */
record ScoredTokens(int first, int last, double score) {
    boolean overlaps(ScoredTokens other) {
        return first <= other.last && other.first <= last;
    }

    /** Returns the span of the text that the tokens cover, without the space after them. */
    AnswerSpan in(TokenizedText tokens, String text) {
        int start = tokens.starts()[first];
        int end = last + 1 < tokens.length() ? Math.max(start, tokens.starts()[last + 1]) : text.length();
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return new AnswerSpan(new TextRange(start, end), score);
    }
}
