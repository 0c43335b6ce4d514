package dev.recto.serve.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for a chat completion: everything it sets is honoured here, or was refused by name.
 *
 * <p>{@code temperature} and {@code max_tokens} go to the chat model where one is configured. A quoted answer is always the same, so there
 * they and {@code top_p} and {@code seed} hold whatever they say: they choose among outcomes, and there is one. Parameters after <a href="https://platform.openai.com/docs/api-reference/chat/create">OpenAI's reference</a>.
 *
 * @param model a collection's name
 * @param messages the question, and what came before it
 * @param stream whether the answer is sent as it comes
 * @param includeUsage whether a stream ends with its usage
 * @param maxTokens most tokens of the answer, or null
 * @param temperature how freely a chat model chooses its words, or null
 * @param stop texts before which the answer ends; at most 4
 */
record ChatRequest(
        String model,
        ChatMessages messages,
        boolean stream,
        boolean includeUsage,
        @Nullable Integer maxTokens,
        @Nullable Double temperature,
        List<String> stop) {
    private static final int MOST_STOPS = 4;
    private static final int LONGEST_STOP = 1_000;
    private static final String QUOTED = "an answer is quoted from the documents.";
    private static final String NO_TOOLS = "an answer from documents calls no tools.";

    ChatRequest {
        stop = List.copyOf(stop);
    }

    /**
     * Reads a request.
     *
     * @throws OpenAiException that names what is missing, wrong, unknown or not supported
     */
    static ChatRequest read(JsonNode body) {
        var parameters = new Parameters(body, "");
        String model = parameters.text("model");
        ChatMessages messages = ChatMessages.read(parameters.take("messages"));
        boolean stream = parameters.flag("stream");
        boolean includeUsage = includeUsage(parameters, stream);
        Integer maxTokens = maxTokens(parameters);
        List<String> stop = stop(parameters);
        Double temperature = parameters.range("temperature", 0, 2);
        parameters.range("top_p", 0, 1);
        parameters.only("seed", JsonNode::isIntegralNumber, "a seed is a whole number.");
        refuseUnsupported(parameters);
        parameters.refuseRest();
        return new ChatRequest(model, messages, stream, includeUsage, maxTokens, temperature, stop);
    }

    private static boolean includeUsage(Parameters parameters, boolean stream) {
        JsonNode options = parameters.take("stream_options");
        if (options.isMissingNode()) {
            return false;
        }
        if (!stream) {
            throw parameters.refused("stream_options", "invalid_value", "needs stream to be true.");
        }
        var fields = new Parameters(options, "stream_options.");
        boolean usage = fields.flag("include_usage");
        fields.only("include_obfuscation", value -> value.isBoolean() && !value.booleanValue(), "leave it out.");
        fields.refuseRest();
        return usage;
    }

    private static @Nullable Integer maxTokens(Parameters parameters) {
        Integer old = parameters.whole("max_tokens", 1);
        Integer most = parameters.whole("max_completion_tokens", 1);
        if (old != null && most != null) {
            throw parameters.refused("max_tokens", "invalid_value", "cannot be set beside max_completion_tokens.");
        }
        return most == null ? old : most;
    }

    private static List<String> stop(Parameters parameters) {
        JsonNode stop = parameters.take("stop");
        List<String> texts = new ArrayList<>();
        if (stop.isTextual()) {
            texts.add(stop.textValue());
        } else if (stop.isArray()) {
            stop.forEach(text -> texts.add(text.isTextual() ? text.textValue() : ""));
        } else if (!stop.isMissingNode()) {
            texts.add("");
        }
        boolean sound = texts.size() <= MOST_STOPS
                && texts.stream().allMatch(text -> !text.isEmpty() && text.length() <= LONGEST_STOP);
        if (!sound) {
            throw parameters.refused(
                    "stop", "invalid_value", "must be one text or at most 4, none empty or over 1000 characters.");
        }
        return texts;
    }

    private static void refuseUnsupported(Parameters parameters) {
        parameters.only(
                "n",
                value -> value.isIntegralNumber() && value.intValue() == 1,
                "n must be 1: a quoted answer is always the same.");
        parameters.only("presence_penalty", ChatRequest::zero, QUOTED);
        parameters.only("frequency_penalty", ChatRequest::zero, QUOTED);
        parameters.only("logit_bias", value -> value.isObject() && value.isEmpty(), QUOTED);
        parameters.only("logprobs", ChatRequest::no, QUOTED);
        parameters.only("top_logprobs", ChatRequest::zero, QUOTED);
        parameters.only("response_format", ChatRequest::plainText, "only {\"type\": \"text\"} is; answers are text.");
        parameters.only(
                "modalities",
                value -> value.size() == 1 && value.path(0).asText().equals("text"),
                "answers are text.");
        parameters.only("audio", value -> false, "answers are text.");
        parameters.only("prediction", value -> false, QUOTED);
        parameters.only("tools", value -> value.isArray() && value.isEmpty(), NO_TOOLS);
        parameters.only("tool_choice", value -> value.asText().equals("none"), NO_TOOLS);
        parameters.only("parallel_tool_calls", ChatRequest::no, NO_TOOLS);
        parameters.only("functions", value -> value.isArray() && value.isEmpty(), NO_TOOLS);
        parameters.only("function_call", value -> value.asText().equals("none"), NO_TOOLS);
        parameters.only("store", ChatRequest::no, "completions are not kept for later retrieval.");
        parameters.only(
                "metadata",
                value -> value.isObject() && value.isEmpty(),
                "completions are not kept for later retrieval.");
        parameters.only(
                "service_tier", value -> List.of("auto", "default").contains(value.asText()), "there is one tier.");
        parameters.only("reasoning_effort", value -> value.asText().equals("none"), QUOTED);
        parameters.only("verbosity", value -> false, QUOTED);
        parameters.only("web_search_options", value -> false, "answers come from the collection's documents alone.");
        for (String name : List.of("user", "safety_identifier", "prompt_cache_key", "prompt_cache_retention")) {
            parameters.only(name, value -> false, "the API key says who asks.");
        }
    }

    private static boolean zero(JsonNode value) {
        return value.isNumber() && value.doubleValue() == 0;
    }

    private static boolean no(JsonNode value) {
        return value.isBoolean() && !value.booleanValue();
    }

    private static boolean plainText(JsonNode value) {
        return value.size() == 1 && value.path("type").asText().equals("text");
    }
}
