package dev.recto.catalog;

import org.jspecify.annotations.Nullable;

/**
 * How a collection's questions are answered where they do not say so themselves. What is null is as configured.
 *
 * @param answerer {@code quote} or {@code chat}
 * @param model the chat model's name at its API
 * @param temperature how freely the chat model chooses its words, 0 to 2
 * @param maxTokens most tokens of what the chat model writes
 * @param passages how many passages of evidence at most, 1 to 100
 * @param denseWeight share of the meaning, as against the words, in a passage's score, 0 to 1
 */
public record CollectionSettings(
        @Nullable String answerer,
        @Nullable String model,
        @Nullable Double temperature,
        @Nullable Integer maxTokens,
        @Nullable Integer passages,
        @Nullable Double denseWeight) {
    /** All as configured. */
    public static final CollectionSettings CONFIGURED = new CollectionSettings(null, null, null, null, null, null);

    /** Returns how many passages, or so many where it does not say. */
    public int passagesOr(int standard) {
        return passages == null ? standard : passages;
    }
}
