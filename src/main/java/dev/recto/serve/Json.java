package dev.recto.serve;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads and writes JSON bodies, strictly: an unknown field, a wrong type, a field twice or bad UTF-8 is refused by name. */
public final class Json {
    /** Largest JSON body, in bytes: a question of the longest kind in three-byte characters, and room. */
    static final int MOST_BYTES = 4 << 20;

    private static final JsonMapper MAPPER = mapper();

    private Json() {}

    /** Returns whether a media type, with parameters or without, is JSON's; case does not count (RFC 9110, 8.3.1). */
    public static boolean isJson(@Nullable String mediaType) {
        return mediaType != null && mediaType.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    /**
     * Returns a request's body.
     *
     * @throws ProblemException if it is not JSON, too large, or not what {@code type} has
     */
    public static <T> T read(Context context, Class<T> type) {
        return read(context, type, MOST_BYTES);
    }

    /**
     * Returns a request's body.
     *
     * @param most largest body, in bytes
     * @throws ProblemException if it is not JSON, too large, or not what {@code type} has
     */
    public static <T> T read(Context context, Class<T> type, int most) {
        return read(body(context, most), type);
    }

    /**
     * Returns a JSON request's body as it came.
     *
     * @param most largest body, in bytes
     * @throws ProblemException if it says that it is something else, is larger, or breaks off
     */
    public static byte[] body(Context context, int most) {
        if (!isJson(context.contentType())) {
            throw Problem.of(415, "unsupported_media_type", "Send the body as application/json.")
                    .exception();
        }
        return Bodies.read(context, most);
    }

    /**
     * Returns a body.
     *
     * @throws ProblemException if it is not JSON, or not what {@code type} has
     */
    public static <T> T read(byte[] body, Class<T> type) {
        try {
            T value = MAPPER.readValue(body, type);
            if (value == null) {
                throw Problem.badRequest("wrong_type", "The body must be a JSON object, and is null.")
                        .exception();
            }
            return value;
        } catch (JsonMappingException e) {
            throw wrong(e).exception();
        } catch (JacksonException e) {
            throw notJson(e).exception();
        } catch (IOException e) {
            throw Problem.badRequest("invalid_json", "The body is not valid UTF-8.")
                    .exception();
        }
    }

    /** Returns a value as JSON text. */
    public static String write(JsonNode value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that cannot be written", e);
        }
    }

    /** Returns text that was written here as the object that it was. */
    public static ObjectNode object(String text) {
        try {
            return (ObjectNode) MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("JSON of our own that cannot be read", e);
        }
    }

    /** Answers with JSON. */
    public static void send(Context context, int status, JsonNode value) {
        send(context, status, write(value));
    }

    /** Answers with JSON that was written already. */
    public static void send(Context context, int status, String json) {
        send(context, status, "application/json", json);
    }

    /** Answers with JSON of another media type. */
    static void send(Context context, int status, String mediaType, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        if (Bodies.nothingLeft(context)) {
            // Or else the server, which does not know that this is all, sends pieces: one more write for each reply.
            // But
            // what is known to be all goes out at once, too soon to say that a connection with an unread request ends.
            context.res().setContentLength(body.length);
        }
        context.status(status).contentType(mediaType).result(body);
    }

    private static Problem wrong(JsonMappingException failure) {
        String field = failure.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        if (failure instanceof UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds() == null
                    ? ""
                    : unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .sorted()
                            .collect(Collectors.joining(", "));
            return Problem.badRequest(
                    "unknown_field", "\"" + shown(field) + "\" is not a field here. There is: " + known + ".");
        }
        if (failure.getCause() instanceof ProblemException problem) {
            return problem.problem();
        }
        return field.isEmpty()
                ? Problem.badRequest(
                        "wrong_type", "The body must be a JSON object with the fields that the contract names.")
                : Problem.badRequest(
                        "wrong_type",
                        "\"" + shown(field) + "\" does not have the type that the contract names for it.");
    }

    private static Problem notJson(JacksonException failure) {
        if (failure instanceof StreamConstraintsException) {
            return Problem.badRequest(
                    "invalid_json", "The body is nested too deeply, or has a number or name that is too long.");
        }
        var place = failure.getLocation();
        return Problem.badRequest(
                "invalid_json",
                "The body is not JSON"
                        + (place == null
                                ? "."
                                : " at line " + place.getLineNr() + ", column " + place.getColumnNr() + "."));
    }

    private static String shown(String field) {
        return field.length() > 100 ? field.substring(0, 100) + "…" : field;
    }

    private static JsonMapper mapper() {
        JsonMapper.Builder mapper = JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
        mapper.withCoercionConfig(
                LogicalType.Textual, config -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
        return mapper.build();
    }
}
