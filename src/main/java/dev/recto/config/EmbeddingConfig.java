package dev.recto.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which model embeds, under {@code embedding} in the configuration.
 *
 * @param provider {@code LOCAL} is an encoder for each language, built in or in a folder; the others are one model for all text, behind an API
 * @param baseUrl where the API is, or null for the provider's own address
 * @param model the API's model name, or null for local
 * @param apiKey the API's key, or null where it needs none; never logged
 * @param dimensions length of the API model's vectors, or 0 to ask the model once
 * @param batch most texts in one API request
 * @param timeoutSeconds longest wait for one API request, in seconds
 * @param threads texts embedded at once by local encoders; 0 for one for each core
 * @param english folder of the local encoder for English, or null for the built-in one
 * @param chinese folder of the local encoder for Chinese, or null for the built-in one
 */
public record EmbeddingConfig(
        Provider provider,
        @Nullable String baseUrl,
        @Nullable String model,
        @Nullable String apiKey,
        int dimensions,
        int batch,
        int timeoutSeconds,
        int threads,
        @Nullable Path english,
        @Nullable Path chinese) {
    /** The built-in encoders. */
    public static final EmbeddingConfig DEFAULT =
            new EmbeddingConfig(Provider.LOCAL, null, null, null, 0, 64, 60, 0, null, null);

    /** Who runs the model. */
    public enum Provider {
        LOCAL,
        OPENAI,
        AZURE,
        OLLAMA
    }

    /** Returns whether the built-in encoders embed, and nothing else does. */
    public boolean builtIn() {
        return provider == Provider.LOCAL && english == null && chinese == null;
    }

    @Override
    public String toString() {
        return "EmbeddingConfig[provider=" + provider + ", baseUrl=" + baseUrl + ", model=" + model + ", english="
                + english + ", chinese=" + chinese + "]";
    }
}
