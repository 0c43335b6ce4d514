package dev.recto.embed;

import dev.recto.document.TextRange;

/**
 * A piece of a text that may be the answer to a question.
 *
 * @param range where it stands, in UTF-16 offsets into the text that was read
 * @param score how much better the span's first and last token fit than no answer at all, in summed logits: above 0 the model takes
 *     it for an answer, but only a calibration says how surely
 */
public record AnswerSpan(TextRange range, double score) {}
