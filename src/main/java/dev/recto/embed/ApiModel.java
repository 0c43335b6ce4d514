package dev.recto.embed;

import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.azure.AzureOpenAiEmbeddingModel;
import dev.langchain4j.model.ollama.OllamaEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.recto.config.EmbeddingConfig;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One embedding model behind an API, as LangChain4j speaks to it.
 *
 * @param id provider and model, such as {@code openai:text-embedding-3-small}
 * @param address where requests go
 * @param model LangChain4j's client
 */
record ApiModel(String id, String address, dev.langchain4j.model.embedding.EmbeddingModel model) {
    /** Tries of one request beyond the first; LangChain4j pauses about 1 s, then half as long again each time. */
    private static final int RETRIES = 4;

    /** Returns the model that the configuration names. */
    static ApiModel of(EmbeddingConfig config) {
        if (config.model() == null || config.model().isBlank()) {
            throw new EmbeddingException("Which model embeds? Set embedding.model to a model of the provider.", null);
        }
        String id = config.provider().name().toLowerCase(Locale.ROOT) + ":" + config.model();
        Duration timeout = Duration.ofSeconds(Math.max(1, config.timeoutSeconds()));
        return new ApiModel(
                id,
                address(config),
                switch (config.provider()) {
                    case LOCAL -> throw new IllegalArgumentException("the built-in encoders need no API");
                    case OPENAI -> openAi(config, timeout);
                    case AZURE -> azure(config, timeout);
                    case OLLAMA ->
                        OllamaEmbeddingModel.builder()
                                .baseUrl(address(config))
                                .modelName(config.model())
                                .timeout(timeout)
                                .maxRetries(RETRIES)
                                .build();
                });
    }

    private static OpenAiEmbeddingModel openAi(EmbeddingConfig config, Duration timeout) {
        return OpenAiEmbeddingModel.builder()
                .baseUrl(address(config))
                .apiKey(config.apiKey())
                .modelName(config.model())
                .maxSegmentsPerBatch(Math.max(1, config.batch()))
                .timeout(timeout)
                .maxRetries(RETRIES)
                .build();
    }

    private static AzureOpenAiEmbeddingModel azure(EmbeddingConfig config, Duration timeout) {
        if (config.apiKey() == null || config.baseUrl() == null) {
            throw new EmbeddingException(
                    "Azure needs embedding.base_url (https://NAME.openai.azure.com) and a key in RECTO_EMBEDDING_API_KEY.",
                    null);
        }
        return AzureOpenAiEmbeddingModel.builder()
                .endpoint(config.baseUrl())
                .apiKey(config.apiKey())
                .deploymentName(config.model())
                .timeout(timeout)
                .maxRetries(RETRIES)
                .build();
    }

    /** Returns where requests go: the configured address or the provider's own. */
    static String address(EmbeddingConfig config) {
        if (config.baseUrl() != null) {
            return config.baseUrl();
        }
        return config.provider() == EmbeddingConfig.Provider.OLLAMA
                ? "http://127.0.0.1:11434"
                : "https://api.openai.com/v1";
    }

    /**
     * Returns what to tell of a failed request. The cause is not carried on: servers repeat parts of keys and texts in their messages,
     * and those must not reach a log.
     */
    EmbeddingException failure(@Nullable Throwable cause) {
        String todo =
                switch (cause) {
                    case AuthenticationException e ->
                        "refused the key. Set the right one in RECTO_EMBEDDING_API_KEY or embedding.api_key_file.";
                    case RateLimitException e ->
                        "still limits our requests after " + RETRIES + " more tries. Wait, or lower embedding.batch.";
                    case ModelNotFoundException e -> "does not have that model. Set embedding.model to one it has.";
                    case TimeoutException e ->
                        "did not answer in time. Raise embedding.timeout, or lower embedding.batch.";
                    case InvalidRequestException e ->
                        "refused the request" + status(e) + ". Does that model embed texts?";
                    case null, default ->
                        "could not be reached" + status(cause) + ". Check embedding.base_url and the network.";
                };
        return new EmbeddingException("The embedding API of " + id + " at " + withoutUser(address) + " " + todo, null);
    }

    private static String status(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HttpException http) {
                return " (HTTP " + http.statusCode() + ")";
            }
        }
        return failure == null ? "" : " (" + failure.getClass().getSimpleName() + ")";
    }

    /** Returns the address without a name and password that it may hold. */
    static String withoutUser(String address) {
        return address.replaceFirst("//[^/]*@", "//");
    }

    @Override
    public String toString() {
        return "ApiModel[" + id + " at " + withoutUser(address) + "]";
    }
}
