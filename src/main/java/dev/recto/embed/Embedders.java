package dev.recto.embed;

import dev.recto.config.EmbeddingConfig;
import java.nio.file.Path;

/** Gives the embedder that is configured. */
public final class Embedders {
    private Embedders() {}

    /**
     * Opens the configured embedder; no model is loaded and nothing is sent yet.
     *
     * @param config which model embeds
     * @param cacheFolder where built-in models and native libraries are kept for a fast start; may be deleted at any time
     * @throws EmbeddingException if the configuration lacks what its provider needs
     */
    public static Embedder open(EmbeddingConfig config, Path cacheFolder) {
        return switch (config.provider()) {
            case LOCAL -> new LocalEmbedder(cacheFolder, config.threads());
            case OPENAI, AZURE, OLLAMA -> new ApiEmbedder(config);
        };
    }

    /** Returns a sentence for people that says which of their words leave the machine to be embedded, and where to. */
    public static String whatLeaves(EmbeddingConfig config) {
        return switch (config.provider()) {
            case LOCAL -> "Nothing leaves this machine for embedding: the models are built in.";
            case OPENAI, AZURE, OLLAMA ->
                "The words of every passage and every question are sent to "
                        + ApiModel.withoutUser(ApiModel.address(config)) + " to be embedded by " + config.model() + ".";
        };
    }
}
