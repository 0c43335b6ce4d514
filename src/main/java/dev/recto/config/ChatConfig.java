package dev.recto.config;

import org.jspecify.annotations.Nullable;

/**
 * Which chat model writes answers, under {@code chat} in the configuration.
 *
 * @param provider who runs the model; {@code NONE} for answers that are quoted
 * @param baseUrl where the API is, or null for the provider's own address
 * @param model the API's model name (Azure: the deployment), or null without a provider
 * @param apiKey the API's key, or null where it needs none; never logged
 * @param apiVersion the version of Azure's API
 * @param timeout longest that the model's answer may take, in seconds, tries again included
 * @param temperature how freely the model chooses its words, 0 to 2
 * @param maxTokens most tokens of an answer
 * @param window tokens that prompt and answer may have together
 * @param concurrent requests to the model at once
 * @param retries tries beyond the first, where the model is busy or fails before its first word
 */
public record ChatConfig(
        Provider provider,
        @Nullable String baseUrl,
        @Nullable String model,
        @Nullable String apiKey,
        String apiVersion,
        int timeout,
        double temperature,
        int maxTokens,
        int window,
        int concurrent,
        int retries) {
    /** Answers are quoted. */
    public static final ChatConfig DEFAULT =
            new ChatConfig(Provider.NONE, null, null, null, "2024-10-21", 60, 0.1, 512, 8_192, 8, 2);

    /** Most tokens that an answer may be allowed. */
    public static final int MOST_TOKENS = 65_536;

    /** Most temperature, as OpenAI's API has it. */
    public static final double MOST_TEMPERATURE = 2;

    private static final int MOST_WINDOW = 10_000_000;

    /** Who runs the model. */
    public enum Provider {
        NONE,
        OPENAI,
        AZURE,
        OLLAMA
    }

    /** Returns whether there is a chat model. */
    public boolean present() {
        return provider != Provider.NONE;
    }

    static ChatConfig read(ConfigSource source) {
        ChatConfig config = new ChatConfig(
                source.choice("chat.provider", DEFAULT.provider),
                source.url("chat.base_url"),
                source.text("chat.model"),
                source.secret("chat.api_key"),
                version(source.text("chat.api_version")),
                (int) source.whole("chat.timeout", DEFAULT.timeout, 1, 3_600),
                source.decimal("chat.temperature", DEFAULT.temperature, 0, MOST_TEMPERATURE),
                (int) source.whole("chat.max_tokens", DEFAULT.maxTokens, 1, MOST_TOKENS),
                (int) source.whole("chat.window", DEFAULT.window, 512, MOST_WINDOW),
                (int) source.whole("chat.concurrent", DEFAULT.concurrent, 1, 10_000),
                (int) source.whole("chat.retries", DEFAULT.retries, 0, 10));
        config.checkWhole(source);
        return config;
    }

    private static String version(@Nullable String text) {
        return text == null ? DEFAULT.apiVersion : text;
    }

    private void checkWhole(ConfigSource source) {
        if (present() && model == null) {
            source.problem("chat.provider", "needs chat.model, which is not set.");
        }
        if (provider == Provider.AZURE && baseUrl == null) {
            source.problem("chat.provider", "needs chat.base_url, such as https://NAME.openai.azure.com.");
        }
        if (maxTokens > window / 2) {
            source.problem(
                    "chat.max_tokens", "must leave half of chat.window (" + window + ") for the question's evidence.");
        }
    }

    @Override
    public String toString() {
        return "ChatConfig[provider=" + provider + ", baseUrl=" + baseUrl + ", model=" + model + "]";
    }
}
