package dev.recto.answer;

import dev.recto.document.Passage;
import dev.recto.document.PassageId;
import dev.recto.retrieve.ScoredPassage;
import java.util.ArrayList;
import java.util.List;

/**
 * A sentence of the evidence and how much it says to a question.
 *
 * @param passage the passage it stands in
 * @param sentence which of the passage's sentences, from 0
 * @param score how much it says; comparable within one question alone
 * @param answers how much better than no answer the reader takes the best span that begins in it, in summed logits; negative infinity where it
 *     was not read
 */
public record RankedSentence(ScoredPassage passage, int sentence, double score, double answers) {
    /** A sentence of the evidence: of which passage, and which one, from 0. */
    record Place(PassageId passage, int sentence) {}

    Place place() {
        return new Place(passage.found().id(), sentence);
    }

    String text() {
        return passage.found().passage().sentence(sentence);
    }

    /** Returns what a quotation of it rests on: itself, and for a row of a table its header too. */
    List<DraftSentence.Quote> quotes() {
        Passage read = passage.found().passage();
        var quotes = new ArrayList<DraftSentence.Quote>();
        quotes.add(new DraftSentence.Quote(passage, read.sentences().get(sentence)));
        PassageTable.of(read)
                .headerOf(sentence)
                .ifPresent(header -> quotes.add(new DraftSentence.Quote(passage, header)));
        return quotes;
    }

    RankedSentence read(double logits, double more) {
        return new RankedSentence(passage, sentence, score + more, logits);
    }
}
