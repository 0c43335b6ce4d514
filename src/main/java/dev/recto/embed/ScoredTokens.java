package dev.recto.embed;

/**
 * The best span that begins with one of a text's tokens.
 *
 * @param first the token
 * @param score how much better the span's first and last token fit than no answer at all, in summed logits: above 0 the model takes
 *     it for an answer
 */
record ScoredTokens(int first, double score) {}
