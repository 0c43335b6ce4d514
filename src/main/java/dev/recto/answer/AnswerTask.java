package dev.recto.answer;

import dev.recto.document.Caller;
import dev.recto.index.PassageIndex;
import dev.recto.retrieve.Evidence;
import dev.recto.retrieve.Question;
import java.util.List;

/**
 * What an answer model works from.
 *
 * @param question what is asked
 * @param evidence what was found for it
 * @param snapshot the collection as it was when the evidence was found, for how it analyses words
 * @param caller who asks
 * @param settings how the question is to be answered
 * @param sentences the evidence's sentences, the one that says the most first; empty before they are ranked
 */
public record AnswerTask(
        Question question,
        Evidence evidence,
        PassageIndex.Snapshot snapshot,
        Caller caller,
        AnswerSettings settings,
        List<RankedSentence> sentences) {
    public AnswerTask {
        sentences = List.copyOf(sentences);
    }

    /** Makes a task whose sentences are not ranked yet. */
    public AnswerTask(
            Question question,
            Evidence evidence,
            PassageIndex.Snapshot snapshot,
            Caller caller,
            AnswerSettings settings) {
        this(question, evidence, snapshot, caller, settings, List.of());
    }

    /** Returns the same task with the evidence's sentences ranked. */
    public AnswerTask ranked(SentenceRanking ranking) {
        return new AnswerTask(question, evidence, snapshot, caller, settings, ranking.rank(this));
    }

    /** Returns a task of the owner with everything as configured. */
    public static AnswerTask of(Question question, Evidence evidence, PassageIndex.Snapshot snapshot) {
        return new AnswerTask(question, evidence, snapshot, Caller.owner(), AnswerSettings.CONFIGURED);
    }
}
