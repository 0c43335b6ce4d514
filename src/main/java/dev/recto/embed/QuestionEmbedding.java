package dev.recto.embed;

import org.jspecify.annotations.Nullable;

/**
 * One model's vectors for a question.
 *
 * @param model the model's id
 * @param vector compared with passages' vectors; made with the model's question prefix; normalised to length 1
 * @param tokens compared with sentences' vectors: the mean of the question's own token states, as sentences are pooled; normalised to length 1;
 *     null where the model gives no token states
 */
@SuppressWarnings("ArrayRecordComponent") // vectors are bulk data, never compared as values
public record QuestionEmbedding(String model, float[] vector, float @Nullable [] tokens) {}
