package dev.recto.answer;

import dev.recto.document.PassageId;
import dev.recto.retrieve.ScoredPassage;
import java.util.Set;

/**
 * A sentence of the evidence and how much it says to a question.
 *
 * @param passage the passage it stands in
 * @param sentence which of the passage's sentences, from 0
 * @param words its terms as the index cuts them, a table's row with those of its header
 * @param score how much it says; comparable within one question alone
 * @param answers how much better than no answer the reader takes the best span that begins in it, in summed logits; negative infinity where it
 *     was not read
 */
public record RankedSentence(ScoredPassage passage, int sentence, Set<String> words, double score, double answers) {
    /** A sentence of the evidence: of which passage, and which one, from 0. */
    record Place(PassageId passage, int sentence) {}

    Place place() {
        return new Place(passage.found().id(), sentence);
    }

    /** Returns it as it reads alone: a table's row with its header. */
    String text() {
        return TableRows.of(passage.found().passage()).said(sentence);
    }

    /** Returns what a quotation of it rests on. */
    DraftSentence.Quote quote() {
        return new DraftSentence.Quote(
                passage, passage.found().passage().sentences().get(sentence));
    }

    RankedSentence read(double logits, double more) {
        return new RankedSentence(passage, sentence, words, score + more, logits);
    }
}
