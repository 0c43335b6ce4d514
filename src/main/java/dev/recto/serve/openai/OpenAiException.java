package dev.recto.serve.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.serve.Problem;
import org.jspecify.annotations.Nullable;

/** A request is refused, in OpenAI's shape: {@code {"error": {"message", "type", "param", "code"}}}. */
public final class OpenAiException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final String code;
    private final @Nullable String param;

    private OpenAiException(int status, String type, String code, @Nullable String param, String message) {
        super(message);
        this.status = status;
        this.type = type;
        this.code = code;
        this.param = param;
    }

    /** Returns the refusal of a parameter by its name; status 400. */
    static OpenAiException parameter(String param, String code, String message) {
        return new OpenAiException(400, "invalid_request_error", code, param, message);
    }

    /** Returns the refusal of a model that is none, or that the key may not use; the same for both, status 404. */
    static OpenAiException noModel(String model) {
        String message =
                "The model '" + model + "' does not exist or you do not have access to it. See GET /v1/models.";
        return new OpenAiException(404, "invalid_request_error", "model_not_found", "model", message);
    }

    /** Returns what refused a request elsewhere in the service, in OpenAI's shape. */
    public static OpenAiException of(Problem problem) {
        int status = problem.status();
        String sentence = problem.sentence();
        return switch (status) {
            case 422 -> new OpenAiException(status, "invalid_request_error", "content_filter", null, sentence);
            case 401 -> new OpenAiException(status, "invalid_request_error", "invalid_api_key", null, sentence);
            case 403 -> new OpenAiException(status, "permission_error", problem.code(), null, sentence);
            case 429 -> new OpenAiException(status, "rate_limit_error", "rate_limit_exceeded", null, sentence);
            default ->
                new OpenAiException(
                        status,
                        status < 500 ? "invalid_request_error" : "server_error",
                        problem.code(),
                        null,
                        sentence);
        };
    }

    /** Returns the status of HTTP that goes with it. */
    public int status() {
        return status;
    }

    /** Returns the body that goes with it. */
    public ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error")
                .put("message", getMessage())
                .put("type", type)
                .put("param", param)
                .put("code", code);
        return body;
    }
}
