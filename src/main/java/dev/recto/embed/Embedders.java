package dev.recto.embed;

import dev.recto.config.EmbeddingConfig;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gives the embedder that is configured. */
public final class Embedders {
    private Embedders() {}

    /**
     * Opens the configured embedder; nothing is sent yet. Built-in models are not loaded yet, and one in a folder only where it is new.
     *
     * @param config which model embeds
     * @param cacheFolder where local models and native libraries are kept for a fast start; may be deleted at any time
     * @throws EmbeddingException if the configuration lacks what its provider needs, or a folder's model cannot be used
     */
    public static Embedder open(EmbeddingConfig config, Path cacheFolder) {
        return switch (config.provider()) {
            case LOCAL -> local(config, new EncoderFiles(cacheFolder));
            case OPENAI, AZURE, OLLAMA -> new ApiEmbedder(config);
        };
    }

    private static Embedder local(EmbeddingConfig config, EncoderFiles files) {
        Map<Language, LocalModel> models = new EnumMap<>(Language.class);
        models.put(Language.ENGLISH, model(config.english(), BuiltInModel.BGE_SMALL_EN));
        models.put(Language.CHINESE, model(config.chinese(), BuiltInModel.BGE_SMALL_ZH));
        models.replaceAll((language, model) ->
                model.source() instanceof ModelFolder ? calibrated(model, languages(models, model), files) : model);
        return new LocalEmbedder(models, files, config.threads());
    }

    private static LocalModel model(@Nullable Path folder, BuiltInModel otherwise) {
        return folder == null ? otherwise.local() : ModelFolder.read(folder);
    }

    /** Returns the languages of a model: one may serve several. */
    private static Set<Language> languages(Map<Language, LocalModel> models, LocalModel model) {
        return models.entrySet().stream()
                .filter(one -> one.getValue().id().equals(model.id()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static LocalModel calibrated(LocalModel model, Set<Language> languages, EncoderFiles files) {
        try {
            return new Calibration(files.folder()).calibrated(model, languages, files);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddingException("Interrupted while the model " + model.id() + " was loaded.", null);
        }
    }

    /** Returns a sentence for people that says which of their words leave the machine to be embedded, and where to. */
    public static String whatLeaves(EmbeddingConfig config) {
        return switch (config.provider()) {
            case LOCAL -> "Nothing leaves this machine for embedding: the models run on it.";
            case OPENAI, AZURE, OLLAMA ->
                "The words of every passage and every question are sent to "
                        + ApiModel.withoutUser(ApiModel.address(config)) + " to be embedded by " + config.model() + ".";
        };
    }
}
