package dev.recto.answer.grounding;

/**
 * A word that names somebody or something.
 *
 * @param folded as it is compared
 * @param shown as the text has it
 */
record Name(String folded, String shown) {}
