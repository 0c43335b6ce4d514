package dev.recto.serve.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recto.read.TokenEstimate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for embeddings, after <a href="https://platform.openai.com/docs/api-reference/embeddings/create">OpenAI's reference</a>.
 *
 * @param model an encoder's id: all inputs are embedded by it, so that all vectors have one size
 * @param input 1 to 2,048 texts, none blank
 * @param base64 whether vectors are sent as the base64 of little-endian float32 values, and not as numbers
 * @param dimensions the size that the client expects, or null
 */
record EmbeddingRequest(
        String model,
        List<String> input,
        boolean base64,
        @Nullable Integer dimensions) {
    /** OpenAI's own limit on inputs in one request. */
    static final int MOST_INPUTS = 2_048;

    EmbeddingRequest {
        input = List.copyOf(input);
    }

    /**
     * Reads a request.
     *
     * @param mostTokens what an encoder reads; a longer text would be embedded by its beginning alone, so it is refused
     * @throws OpenAiException that names what is missing, wrong, unknown or not supported
     */
    static EmbeddingRequest read(JsonNode body, int mostTokens) {
        var parameters = new Parameters(body, "");
        String model = parameters.text("model");
        List<String> input = input(parameters, mostTokens);
        JsonNode format = parameters.take("encoding_format");
        if (!format.isMissingNode() && !List.of("float", "base64").contains(format.asText())) {
            throw parameters.refused("encoding_format", "invalid_value", "must be float or base64.");
        }
        Integer dimensions = parameters.whole("dimensions", 1);
        parameters.only("user", value -> false, "the API key says who asks.");
        parameters.refuseRest();
        return new EmbeddingRequest(model, input, format.asText().equals("base64"), dimensions);
    }

    /** Returns how many tokens a text has, as the splitter estimates them. */
    static int tokens(String text) {
        return TokenEstimate.tokens(text, 0, text.length());
    }

    private static List<String> input(Parameters parameters, int mostTokens) {
        JsonNode input = parameters.take("input");
        if (input.isMissingNode()) {
            throw parameters.refused("input", "missing_required_parameter", "is required.");
        }
        List<String> texts = new ArrayList<>();
        if (input.isArray()) {
            if (input.isEmpty() || input.size() > MOST_INPUTS) {
                throw parameters.refused("input", "invalid_value", "must hold 1 to " + MOST_INPUTS + " texts.");
            }
            for (int at = 0; at < input.size(); at++) {
                texts.add(text(parameters, "input[" + at + "]", input.get(at), mostTokens));
            }
        } else {
            texts.add(text(parameters, "input", input, mostTokens));
        }
        return texts;
    }

    private static String text(Parameters parameters, String name, JsonNode value, int mostTokens) {
        if (value.isNumber() || value.isArray()) {
            throw parameters.refused(
                    name, "unsupported_value", "holds tokens; send text: each encoder has its own tokens.");
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw parameters.refused(name, "invalid_type", "must be text and not blank.");
        }
        int tokens = tokens(value.textValue());
        if (tokens > mostTokens) {
            throw parameters.refused(
                    name,
                    "context_length_exceeded",
                    "has about " + tokens + " tokens; an encoder reads " + mostTokens + " at most.");
        }
        return value.textValue();
    }
}
