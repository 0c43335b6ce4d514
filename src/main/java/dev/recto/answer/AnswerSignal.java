package dev.recto.answer;

import java.util.Locale;

/** What tells whether the evidence answers a question. */
public enum AnswerSignal {
    /** Best calibrated cosine of a passage, 0 to 1. */
    DENSE,
    /** Largest share of the question's words, by rarity, that one passage holds, 0 to 1. */
    ONE_PASSAGE,
    /** Share of the question's words that the passages hold together, 0 to 1. */
    EVIDENCE,
    /** Best cosine between the question and one sentence, 0 where no model compares them. */
    SENTENCE,
    /** Best fused score, 0 to 1. */
    SCORE,
    /** How much better than no answer the reader takes the best span, in ten logits, from -1.5. */
    READER,
    /** Share of the question's words in the sentence that the reader takes for the answer, 0 to 1. */
    READ_SENTENCE,
    /** Names of the question (capitalised words) that the passage of that sentence does not hold, as a negative count, to -3. */
    NAMES_MISSING,
    /** 1 where the question asks how, why or for a summary, else 0. */
    EXPLANATION,
    /** {@link #READER} for such a question, else 0. */
    EXPLANATION_READER,
    /** {@link #ONE_PASSAGE} for such a question, else 0. */
    EXPLANATION_ONE_PASSAGE,
    /** {@link #SENTENCE} for such a question, else 0. */
    EXPLANATION_SENTENCE,
    /** {@link #DENSE} for such a question, else 0. */
    EXPLANATION_DENSE,
    /** {@link #SCORE} for such a question, else 0. */
    EXPLANATION_SCORE,
    /** Logarithm of one more than the number of the question's terms. */
    LENGTH;

    /** Returns the name in the file of weights. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
