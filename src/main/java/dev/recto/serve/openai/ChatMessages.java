package dev.recto.serve.openai;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * A chat's messages as far as an answer that quotes can use them.
 *
 * @param question the text of the last message, which is the user's
 * @param unused the messages before it, such as {@code messages[0] (system)}: they cannot change what is quoted, and the reply names them
 */
record ChatMessages(String question, List<String> unused) {
    private static final int MOST = 1_000;

    ChatMessages {
        unused = List.copyOf(unused);
    }

    /**
     * Reads the messages.
     *
     * @throws OpenAiException if there is none, the last is not the user's, or one holds what is not text
     */
    static ChatMessages read(JsonNode messages) {
        if (messages.isMissingNode()) {
            throw OpenAiException.parameter("messages", "missing_required_parameter", "'messages' is required.");
        }
        if (!messages.isArray() || messages.isEmpty() || messages.size() > MOST) {
            throw OpenAiException.parameter(
                    "messages", "invalid_type", "'messages' must be a list of 1 to " + MOST + " messages.");
        }
        List<String> unused = new ArrayList<>();
        for (int at = 0; at < messages.size() - 1; at++) {
            unused.add("messages[" + at + "] (" + Message.read(messages.get(at), at).role + ")");
        }
        int last = messages.size() - 1;
        Message question = Message.read(messages.get(last), last);
        if (!question.role.equals("user") || question.text.isBlank()) {
            throw OpenAiException.parameter(
                    "messages[" + last + "]",
                    "invalid_value",
                    "'messages[" + last + "]' must be the user's question, since it is the last message.");
        }
        return new ChatMessages(question.text, unused);
    }

    private record Message(String role, String text) {
        static Message read(JsonNode node, int at) {
            var fields = new Parameters(node, "messages[" + at + "].");
            String role = fields.text("role");
            boolean assistant = role.equals("assistant");
            if (!assistant && !List.of("system", "developer", "user").contains(role)) {
                throw fields.refused("role", "unsupported_value", "must be system, developer, user or assistant.");
            }
            String text = text(fields, fields.take("content"), assistant);
            fields.only("name", JsonNode::isTextual, "a name is text.");
            if (assistant) { // clients send back what they got
                fields.take("annotations");
                fields.only("refusal", JsonNode::isTextual, "a refusal is text.");
                fields.only("tool_calls", JsonNode::isEmpty, "an answer from documents calls no tools.");
                fields.only("function_call", value -> false, "an answer from documents calls no functions.");
                fields.only("audio", value -> false, "answers are text.");
            }
            fields.refuseRest();
            return new Message(role, text);
        }

        private static String text(Parameters fields, JsonNode content, boolean mayLack) {
            if (content.isTextual()) {
                return content.textValue();
            }
            if (content.isMissingNode() && mayLack) {
                return "";
            }
            if (!content.isArray()) {
                throw fields.refused("content", "invalid_type", "must be text or a list of text parts.");
            }
            var text = new StringJoiner("\n");
            for (JsonNode part : content) {
                if (!part.path("type").asText().equals("text")
                        || !part.path("text").isTextual()) {
                    throw fields.refused("content", "unsupported_value", "may hold parts of type text alone.");
                }
                text.add(part.path("text").textValue());
            }
            return text.toString();
        }
    }
}
