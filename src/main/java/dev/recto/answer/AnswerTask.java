package dev.recto.answer;

import dev.recto.index.PassageIndex;
import dev.recto.retrieve.Evidence;
import dev.recto.retrieve.Question;

/**
 * What an answer model works from.
 *
 * @param question what is asked
 * @param evidence what was found for it
 * @param snapshot the collection as it was when the evidence was found, for how it analyses words
 */
public record AnswerTask(Question question, Evidence evidence, PassageIndex.Snapshot snapshot) {}
