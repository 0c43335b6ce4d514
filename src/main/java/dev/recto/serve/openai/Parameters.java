package dev.recto.serve.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The parameters of one request, each taken once by its name; what is left in the end is refused by its name. */
final class Parameters {
    private final JsonNode object;
    private final String prefix;
    private final Set<String> taken = new HashSet<>();

    /**
     * Reads an object's fields.
     *
     * @param prefix what stands before a field's name in a refusal, such as {@code messages[0].}
     * @throws OpenAiException if it is no object
     */
    Parameters(JsonNode object, String prefix) {
        this.object = object;
        this.prefix = prefix;
        if (!object.isObject()) {
            String param = prefix.isEmpty() ? "body" : prefix.substring(0, prefix.length() - 1);
            throw OpenAiException.parameter(param, "invalid_type", "'" + param + "' must be an object.");
        }
    }

    /** Returns a field, or a missing node where it is absent or null. */
    JsonNode take(String name) {
        taken.add(name);
        JsonNode value = object.path(name);
        return value.isNull() ? MissingNode.getInstance() : value;
    }

    /** Returns text that must be there and not blank. */
    String text(String name) {
        JsonNode value = take(name);
        if (value.isMissingNode()) {
            throw refused(name, "missing_required_parameter", "is required.");
        }
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw refused(name, "invalid_type", "must be text and not blank.");
        }
        return value.textValue();
    }

    /** Returns a flag, false where it is absent. */
    boolean flag(String name) {
        JsonNode value = take(name);
        if (!value.isMissingNode() && !value.isBoolean()) {
            throw refused(name, "invalid_type", "must be true or false.");
        }
        return value.booleanValue();
    }

    /** Returns a whole number of at least {@code least}, or null where it is absent. */
    @Nullable
    Integer whole(String name, int least) {
        JsonNode value = take(name);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < least) {
            throw refused(name, "invalid_value", "must be a whole number from " + least + ".");
        }
        return value.intValue();
    }

    /** Returns a number from {@code least} to {@code most}, or null where it is absent. */
    @Nullable
    Double range(String name, double least, double most) {
        JsonNode value = take(name);
        boolean within = value.isNumber() && value.doubleValue() >= least && value.doubleValue() <= most;
        if (!value.isMissingNode() && !within) {
            throw refused(name, "invalid_value", "must be a number from " + least + " to " + most + ".");
        }
        return value.isMissingNode() ? null : value.doubleValue();
    }

    /**
     * Refuses a parameter that is known to the API and not honoured here, unless its value asks for what happens anyway.
     *
     * @param harmless tells such a value
     * @param why a sentence for the client
     */
    void only(String name, Predicate<JsonNode> harmless, String why) {
        JsonNode value = take(name);
        if (!value.isMissingNode() && !harmless.test(value)) {
            throw refused(name, "unsupported_parameter", "is not supported: " + why);
        }
    }

    /**
     * Refuses whatever was not taken.
     *
     * @throws OpenAiException that names the first such field
     */
    void refuseRest() {
        object.fieldNames().forEachRemaining(name -> {
            if (!taken.contains(name)) {
                throw refused(name, "unknown_parameter", "is not a parameter of this request.");
            }
        });
    }

    /** Returns the refusal of one field. */
    OpenAiException refused(String name, String code, String why) {
        String param = prefix + (name.length() > 64 ? name.substring(0, 64) + "…" : name);
        return OpenAiException.parameter(param, code, "'" + param + "' " + why);
    }
}
