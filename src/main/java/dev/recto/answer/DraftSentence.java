package dev.recto.answer;

import dev.recto.document.TextRange;
import dev.recto.retrieve.ScoredPassage;
import java.util.List;

/**
 * A sentence as an answer model says it, not yet checked.
 *
 * @param text what is said
 * @param quotes what it rests on; at least one from a model that follows its instructions
 */
public record DraftSentence(String text, List<Quote> quotes) {
    public DraftSentence {
        quotes = List.copyOf(quotes);
    }

    /**
     * Words of a passage.
     *
     * @param passage a passage of the evidence
     * @param range offsets into its part's text, inside the passage's span
     */
    public record Quote(ScoredPassage passage, TextRange range) {}
}
