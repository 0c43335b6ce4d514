package dev.recto.retrieve;

import dev.recto.index.FoundPassage;

/**
 * A passage of evidence with its scores.
 *
 * @param found the passage
 * @param score fused score from 0 to 1; what evidence is ranked by
 * @param lexical BM25 score of the question's words; 0 where none matches
 * @param dense best calibrated cosine over the question's models, 0 to 1; 0 where no model compares them
 */
public record ScoredPassage(FoundPassage found, double score, double lexical, double dense) {}
