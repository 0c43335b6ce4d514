package dev.recto.embed;

import dev.recto.config.EmbeddingConfig;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

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
        models.put(Language.ENGLISH, BuiltInModel.BGE_SMALL_EN.local());
        models.put(Language.CHINESE, BuiltInModel.BGE_SMALL_ZH.local());
        folders(config).forEach((folder, languages) -> {
            LocalModel model = inFolder(folder, languages, files);
            languages.forEach(language -> models.put(language, model));
        });
        return new LocalEmbedder(models, files, config.threads());
    }

    /** Returns the languages of each folder that is configured: one model may serve both. */
    private static Map<Path, Set<Language>> folders(EmbeddingConfig config) {
        Map<Path, Set<Language>> folders = new HashMap<>();
        if (config.english() != null) {
            folders.computeIfAbsent(config.english(), path -> EnumSet.noneOf(Language.class)).add(Language.ENGLISH);
        }
        if (config.chinese() != null) {
            folders.computeIfAbsent(config.chinese(), path -> EnumSet.noneOf(Language.class)).add(Language.CHINESE);
        }
        return folders;
    }

    private static LocalModel inFolder(Path folder, Set<Language> languages, EncoderFiles files) {
        try {
            return new Calibration(files.folder()).calibrated(ModelFolder.read(folder), languages, files);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddingException("Interrupted while the model in " + folder + " was loaded.", null);
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
