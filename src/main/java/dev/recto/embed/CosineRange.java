package dev.recto.embed;

/**
 * Where a model's cosines begin and end to mean something.
 *
 * @param low cosine that an unrelated passage has with a question
 * @param high cosine that a passage has that answers the question
 */
record CosineRange(double low, double high) {}
