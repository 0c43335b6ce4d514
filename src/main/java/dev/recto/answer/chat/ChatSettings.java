package dev.recto.answer.chat;

import dev.recto.catalog.CollectionSettings;
import org.jspecify.annotations.Nullable;

/**
 * What one request sets otherwise than the configuration.
 *
 * @param model the API's model name, or null for the configured one
 * @param temperature how freely the model chooses its words, 0 to 2, or null for the configured one
 * @param maxTokens most tokens of what it writes, at least 1, or null for the configured number
 */
public record ChatSettings(
        @Nullable String model,
        @Nullable Double temperature,
        @Nullable Integer maxTokens) {
    /** All as configured. */
    public static final ChatSettings CONFIGURED = new ChatSettings(null, null, null);

    /** Returns these settings, and a collection's where these say nothing. */
    public ChatSettings over(CollectionSettings collection) {
        return new ChatSettings(
                model == null ? collection.model() : model,
                temperature == null ? collection.temperature() : temperature,
                maxTokens == null ? collection.maxTokens() : maxTokens);
    }
}
