package dev.recto.evaluate.grounding;

import dev.recto.index.FoundPassage;

/**
 * A sentence whose truth is known.
 *
 * @param kind what was done to it
 * @param text the sentence
 * @param original the document's sentence it was made from
 * @param cited the passage it cites
 */
public record SentenceCase(SentenceKind kind, String text, String original, FoundPassage cited) {}
