package dev.recto.config;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which questions and answers are refused, under {@code moderation} in the configuration; none where neither an address nor words are set.
 *
 * @param baseUrl where an API with OpenAI's {@code /moderations} is, or null for none
 * @param model the API's model name, or null for its default
 * @param apiKey the API's key, or null where it needs none; never logged
 * @param categories the least score that refuses, by category; empty for what the API flags
 * @param wordsFile a file of words that refuse, one a line, or null
 * @param timeout longest wait for the API, in seconds
 */
public record ModerationConfig(
        @Nullable String baseUrl,
        @Nullable String model,
        @Nullable String apiKey,
        Map<String, Double> categories,
        @Nullable String wordsFile,
        int timeout) {
    /** Nothing is refused. */
    public static final ModerationConfig DEFAULT = new ModerationConfig(null, null, null, Map.of(), null, 5);

    /** What a category's score must be where only its name is given, as OpenAI's flags roughly are. */
    private static final double STANDARD_SCORE = 0.5;

    public ModerationConfig {
        categories = Map.copyOf(categories);
    }

    /** Returns whether anything is refused at all. */
    public boolean present() {
        return baseUrl != null || wordsFile != null;
    }

    static ModerationConfig read(ConfigSource source) {
        return new ModerationConfig(
                source.url("moderation.base_url"),
                source.text("moderation.model"),
                source.secret("moderation.api_key"),
                categories(source),
                source.text("moderation.words_file"),
                (int) source.whole("moderation.timeout", DEFAULT.timeout, 1, 600));
    }

    private static Map<String, Double> categories(ConfigSource source) {
        var categories = new LinkedHashMap<String, Double>();
        for (String text : source.list("moderation.categories")) {
            int equals = text.indexOf('=');
            String name = (equals < 0 ? text : text.substring(0, equals)).strip();
            try {
                double score = equals < 0
                        ? STANDARD_SCORE
                        : Double.parseDouble(text.substring(equals + 1).strip());
                if (!name.isEmpty() && score >= 0 && score <= 1) {
                    categories.put(name, score);
                    continue;
                }
            } catch (NumberFormatException e) {
                // Told below, with every other text that is no category.
            }
            source.problem(
                    "moderation.categories", "must hold categories such as violence=0.5, and holds \"" + text + "\".");
        }
        return categories;
    }

    @Override
    public String toString() {
        return "ModerationConfig[baseUrl=" + baseUrl + ", categories=" + categories + "]";
    }
}
