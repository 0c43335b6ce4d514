package dev.recto.catalog;

import org.jspecify.annotations.Nullable;

/**
 * What chat models read and wrote; fields that a sum runs over are null.
 *
 * @param day in UTC, as {@code 2026-11-22}
 * @param asker a key's id, {@code local} or {@code owner}
 * @param collection the collection's id, also of one that is gone
 * @param model the chat model's configured name
 * @param currency the cost's currency
 * @param amounts how much
 */
public record UsageRow(
        @Nullable String day,
        @Nullable String asker,
        @Nullable String collection,
        @Nullable String model,
        String currency,
        Amounts amounts) {
    /**
     * How much was used.
     *
     * @param answers that a chat model was asked for
     * @param degraded those of them that it did not write, or not to the end
     * @param estimated those of them whose tokens were counted here, since the server did not say
     * @param promptTokens tokens read
     * @param completionTokens tokens written
     * @param cost money, by the prices of the time
     */
    public record Amounts(
            long answers, long degraded, long estimated, long promptTokens, long completionTokens, double cost) {}
}
