package dev.recto.config;

import org.jspecify.annotations.Nullable;

/**
 * Which model embeds, under {@code embedding} in the configuration.
 *
 * @param provider {@code LOCAL} is both built-in encoders; the others are one model for all text, behind an API
 * @param baseUrl where the API is, or null for the provider's own address
 * @param model the API's model name, or null for local
 * @param apiKey the API's key, or null where it needs none; never logged
 * @param dimensions length of the API model's vectors, or 0 to ask the model once
 * @param batch most texts in one API request
 * @param timeoutSeconds longest wait for one API request, in seconds
 * @param threads texts embedded at once by the built-in encoders; 0 for one for each core
 */
public record EmbeddingConfig(
        Provider provider,
        @Nullable String baseUrl,
        @Nullable String model,
        @Nullable String apiKey,
        int dimensions,
        int batch,
        int timeoutSeconds,
        int threads) {
    /** The built-in encoders. */
    public static final EmbeddingConfig DEFAULT = new EmbeddingConfig(Provider.LOCAL, null, null, null, 0, 64, 60, 0);

    /** Who runs the model. */
    public enum Provider {
        LOCAL,
        OPENAI,
        AZURE,
        OLLAMA
    }

    @Override
    public String toString() {
        return "EmbeddingConfig[provider=" + provider + ", baseUrl=" + baseUrl + ", model=" + model + "]";
    }
}
