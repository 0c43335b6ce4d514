package dev.recto.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is neither answered nor said, under {@code moderation} in the configuration.
 *
 * @param provider who judges texts beside the words; {@code NONE} for nobody
 * @param baseUrl where the moderation API is, or null for OpenAI's own address
 * @param model the API's model name
 * @param apiKey the API's key, or null where it needs none; never logged
 * @param timeout longest that one judgement may take, in seconds, tries again included
 * @param categories by name the score from which a text is refused, 0 to 1, or empty where the API's own judgement of the category counts; no
 *     entry at all for what the API flags as a whole
 * @param words words and phrases that refuse a text, as the file has them; empty for none
 * @param onFailure what becomes of a text that could not be judged
 */
public record ModerationConfig(
        Provider provider,
        @Nullable String baseUrl,
        String model,
        @Nullable String apiKey,
        int timeout,
        Map<String, Optional<Double>> categories,
        List<String> words,
        OnFailure onFailure) {
    /** Nothing is moderated. */
    public static final ModerationConfig DEFAULT = new ModerationConfig(
            Provider.NONE, null, "omni-moderation-latest", null, 5, Map.of(), List.of(), OnFailure.REFUSE);

    /** Most bytes of the file of words: some hundred thousand of them. */
    private static final int MOST_WORD_BYTES = 4 << 20;

    private static final Pattern CATEGORY =
            Pattern.compile("([A-Za-z0-9_/ .-]{1,60}?)\\s*(?:=\\s*(0(?:\\.\\d{1,9})?|1(?:\\.0{1,9})?))?");

    /** Who judges. */
    public enum Provider {
        NONE,
        OPENAI
    }

    /** What becomes of a text that could not be judged. */
    public enum OnFailure {
        /** It is refused: a gate that opens when it breaks is none. */
        REFUSE,
        /** It passes, and the log says so. */
        ALLOW
    }

    public ModerationConfig {
        categories = Map.copyOf(categories);
        words = List.copyOf(words);
    }

    /** Returns whether anything is moderated. */
    public boolean present() {
        return provider != Provider.NONE || !words.isEmpty();
    }

    static ModerationConfig read(ConfigSource source) {
        String model = source.text("moderation.model");
        return new ModerationConfig(
                source.choice("moderation.provider", DEFAULT.provider),
                source.url("moderation.base_url"),
                model == null ? DEFAULT.model : model,
                source.secret("moderation.api_key"),
                (int) source.whole("moderation.timeout", DEFAULT.timeout, 1, 600),
                categories(source),
                source.lines("moderation.words_file", MOST_WORD_BYTES),
                source.choice("moderation.on_failure", DEFAULT.onFailure));
    }

    private static Map<String, Optional<Double>> categories(ConfigSource source) {
        var categories = new LinkedHashMap<String, Optional<Double>>();
        for (String text : source.list("moderation.categories")) {
            Matcher category = CATEGORY.matcher(text);
            if (category.matches()) {
                categories.put(
                        category.group(1),
                        Optional.ofNullable(category.group(2)).map(Double::valueOf));
            } else {
                source.problem(
                        "moderation.categories",
                        "must hold categories such as hate or violence=0.7, and holds \"" + text + "\".");
            }
        }
        return categories;
    }

    @Override
    public String toString() {
        return "ModerationConfig[provider=" + provider + ", baseUrl=" + baseUrl + ", model=" + model + ", words="
                + words.size() + "]";
    }
}
