package dev.recto.evaluate;

/**
 * One point of a risk–coverage curve (El-Yaniv and Wiener 2010): what happens where every question below a confidence is refused.
 *
 * @param confidence the least that is answered
 * @param coverage share of all questions that are answered
 * @param risk share of the answered that have no answer in the documents
 */
record RiskPoint(double confidence, double coverage, double risk) {}
