package dev.recto.answer.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

/** Reads the JSON object out of what a model wrote: models like to write around what they are asked for. */
final class WrittenJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private WrittenJson() {}

    /** Returns the object from the first brace to the last, or null where there is none. */
    static @Nullable JsonNode object(String written) {
        int from = written.indexOf('{');
        int to = written.lastIndexOf('}');
        if (from < 0 || to < from) {
            return null;
        }
        try {
            return JSON.readTree(written.substring(from, to + 1));
        } catch (JsonProcessingException broken) {
            return null;
        }
    }
}
