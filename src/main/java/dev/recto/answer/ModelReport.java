package dev.recto.answer;

import dev.recto.answer.chat.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * How an answer model came to its sentences.
 *
 * @param answerer which answer model spoke: {@code quote} or {@code chat}
 * @param model the chat model that was asked, or null where none was
 * @param prompt the SHA-256 of the prompt files that were used, 64 hexadecimal digits, or null where none was
 * @param usage tokens that the chat model read and wrote, also where its answer was of no use
 * @param cost what they cost
 * @param degraded why the chat model did not speak, or not to the end, or null where all went as asked
 */
public record ModelReport(
        String answerer,
        @Nullable String model,
        @Nullable String prompt,
        TokenUsage usage,
        Cost cost,
        @Nullable Degraded degraded) {
    private static final Cost FREE = new Cost(0, "USD");

    /** Sentences were quoted, as asked. */
    public static final ModelReport QUOTED = silent("quote");

    /** Returns the report of an answer that cost nothing and ended before its time. */
    static ModelReport endedEarly(String answerer, Degraded why) {
        return new ModelReport(answerer, null, null, TokenUsage.NONE, FREE, why);
    }

    /** Returns the report of an answer model that was not asked, since there was nothing to say. */
    static ModelReport silent(String answerer) {
        return new ModelReport(answerer, null, null, TokenUsage.NONE, FREE, null);
    }
}
