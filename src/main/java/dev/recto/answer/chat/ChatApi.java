package dev.recto.answer.chat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.recto.config.ChatConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The configured API as LangChain4j speaks to it.
 *
 * <p>Azure is OpenAI's API under another address, with the deployment in the path and the key in the header {@code api-key}
 * (<a href="https://learn.microsoft.com/azure/ai-services/openai/reference">reference</a>), so it goes the same way.
 */
final class ChatApi {
    private static final String OPENAI = "https://api.openai.com/v1";
    private static final String OLLAMA = "http://127.0.0.1:11434";

    /** OpenAI's models that refuse any temperature but their own, and know the most tokens by their newer name only. */
    private static final Pattern REASONING = Pattern.compile("gpt-5|o[134](?![a-z0-9])");

    private final ChatConfig config;
    private final StreamingChatModel model;

    ChatApi(ChatConfig config, HttpClientBuilder http) {
        this.config = config;
        this.model = switch (config.provider()) {
            case NONE -> throw new IllegalArgumentException("no chat model is configured");
            case OPENAI ->
                openAi(http).baseUrl(address(config)).apiKey(config.apiKey()).build();
            case AZURE -> azure(http);
            case OLLAMA ->
                OllamaStreamingChatModel.builder()
                        .httpClientBuilder(http)
                        .baseUrl(address(config))
                        .modelName(config.model())
                        .numCtx(config.window())
                        .customHeaders(
                                config.apiKey() == null
                                        ? Map.of()
                                        : Map.of("Authorization", "Bearer " + config.apiKey()))
                        .build();
        };
    }

    /** Returns LangChain4j's client. */
    StreamingChatModel model() {
        return model;
    }

    /** Returns where requests go, without a name and password that the address may hold. */
    static String shownAddress(ChatConfig config) {
        return address(config).replaceFirst("//[^/]*@", "//");
    }

    private static String address(ChatConfig config) {
        String configured = config.baseUrl();
        if (configured != null) {
            return configured;
        }
        return config.provider() == ChatConfig.Provider.OLLAMA ? OLLAMA : OPENAI;
    }

    private OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder openAi(HttpClientBuilder http) {
        return OpenAiStreamingChatModel.builder().httpClientBuilder(http).modelName(config.model());
    }

    private StreamingChatModel azure(HttpClientBuilder http) {
        String deployment = address(config).replaceFirst("/+$", "") + "/openai/deployments/" + config.model();
        String key = config.apiKey();
        return openAi(http)
                .baseUrl(deployment)
                .customHeaders(key == null ? Map.of() : Map.of("api-key", key))
                .customQueryParams(Map.of("api-version", config.apiVersion()))
                .build();
    }

    /** Returns a request in LangChain4j's words. */
    dev.langchain4j.model.chat.request.ChatRequest request(ChatRequest request) {
        List<dev.langchain4j.data.message.ChatMessage> messages = new ArrayList<>();
        for (ChatMessage message : request.messages()) {
            messages.add(
                    switch (message.role()) {
                        case SYSTEM -> SystemMessage.from(message.text());
                        case USER -> UserMessage.from(message.text());
                        case ASSISTANT -> AiMessage.from(message.text());
                    });
        }
        return dev.langchain4j.model.chat.request.ChatRequest.builder()
                .messages(messages)
                .parameters(parameters(request.settings()))
                .build();
    }

    private ChatRequestParameters parameters(ChatSettings settings) {
        String name = named(settings.model(), config);
        @Nullable Double temperature = settings.temperature();
        boolean reasons = REASONING.matcher(name).lookingAt();
        if (temperature == null && !reasons) {
            temperature = config.temperature();
        }
        int tokens = settings.maxTokens() == null ? config.maxTokens() : settings.maxTokens();
        boolean ownApi = config.provider() == ChatConfig.Provider.OPENAI && config.baseUrl() == null;
        if (ownApi || reasons && config.provider() != ChatConfig.Provider.OLLAMA) {
            // OpenAI's newer models know only this name of it; others who speak its API know the old one.
            return OpenAiChatRequestParameters.builder()
                    .modelName(name)
                    .temperature(temperature)
                    .maxCompletionTokens(tokens)
                    .build();
        }
        return ChatRequestParameters.builder()
                .modelName(name)
                .temperature(temperature)
                .maxOutputTokens(tokens)
                .build();
    }

    /** Returns the model that a request goes to; at Azure always the configured deployment, which the address names. */
    static String named(@Nullable String asked, ChatConfig config) {
        boolean own = asked == null || config.provider() == ChatConfig.Provider.AZURE;
        String name = own ? config.model() : asked;
        if (name == null) {
            throw new IllegalArgumentException("no chat model is configured");
        }
        return name;
    }
}
