package dev.recto.answer.grounding;

import java.util.List;
import java.util.Set;

/**
 * One sentence of a cited passage, taken apart.
 *
 * @param text as it stands
 * @param folded case, width, accents and Traditional characters folded
 * @param terms its content words as the index has them
 * @param figures its numbers
 */
record EvidenceSentence(String text, String folded, Set<String> terms, List<Figure> figures) {}
