package dev.recto.answer;

import dev.recto.document.Caller;
import dev.recto.index.PassageIndex;
import dev.recto.retrieve.Evidence;
import dev.recto.retrieve.Question;

/**
 * What an answer model works from.
 *
 * @param question what is asked
 * @param evidence what was found for it
 * @param snapshot the collection as it was when the evidence was found, for how it analyses words
 * @param caller who asks
 * @param settings how the question is to be answered
 */
public record AnswerTask(
        Question question, Evidence evidence, PassageIndex.Snapshot snapshot, Caller caller, AnswerSettings settings) {
    /** Returns a task of the owner with everything as configured. */
    public static AnswerTask of(Question question, Evidence evidence, PassageIndex.Snapshot snapshot) {
        return new AnswerTask(question, evidence, snapshot, Caller.owner(), AnswerSettings.CONFIGURED);
    }
}
