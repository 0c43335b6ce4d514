package dev.recto.serve.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.answer.Answer;
import dev.recto.serve.json.AnswerJson;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of one completion, whole or in chunks.
 *
 * @param id of the completion
 * @param created in seconds since 1970
 * @param request what it answers
 */
record ChatJson(String id, long created, ChatRequest request) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Returns the whole completion. */
    ObjectNode completion(ChatText text, ArrayNode annotations, ObjectNode recto) {
        ObjectNode node = head("chat.completion");
        ObjectNode choice = node.putArray("choices").addObject().put("index", 0);
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", text.sentText())
                .putNull("refusal")
                .set("annotations", annotations);
        choice.putNull("logprobs").put("finish_reason", text.finishReason());
        node.set("usage", usage(text, recto));
        node.set("recto", recto);
        return node;
    }

    /** Returns a chunk that adds to the message. */
    ObjectNode chunk(ObjectNode delta) {
        return chunk(delta, null);
    }

    /** Returns the chunk that ends the message. */
    ObjectNode last(ChatText text, ObjectNode recto) {
        ObjectNode node = chunk(JSON.objectNode(), text.finishReason());
        node.set("recto", recto);
        return node;
    }

    /** Returns the chunk that tells of the usage, where the request wants one. */
    ObjectNode usageChunk(ChatText text, ObjectNode recto) {
        ObjectNode node = head("chat.completion.chunk");
        node.putArray("choices");
        node.set("usage", usage(text, recto));
        return node;
    }

    /** Returns what OpenAI's shape has no place for: the answer itself, and the messages that it made no use of. */
    ObjectNode recto(Answer answer, String collection, int generation) {
        ObjectNode node = JSON.objectNode();
        ArrayNode unused = node.putArray("unused");
        request.messages().unused().forEach(unused::add);
        node.set("answer", AnswerJson.answer(answer, collection, generation).without("evidence"));
        return node;
    }

    private ObjectNode chunk(ObjectNode delta, @Nullable String finishReason) {
        ObjectNode node = head("chat.completion.chunk");
        ObjectNode choice = node.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("logprobs").put("finish_reason", finishReason);
        if (request.includeUsage()) {
            node.putNull("usage");
        }
        return node;
    }

    private ObjectNode head(String object) {
        return JSON.objectNode()
                .put("id", id)
                .put("object", object)
                .put("created", created)
                .put("model", request.model());
    }

    /** The chat model's own count, where it was asked; an estimate for what was quoted. */
    private ObjectNode usage(ChatText text, ObjectNode recto) {
        JsonNode counted = recto.path("answer").path("usage");
        int read = counted.path("prompt_tokens").asInt();
        int written = counted.path("completion_tokens").asInt();
        if (read > 0) {
            return JSON.objectNode()
                    .put("prompt_tokens", read)
                    .put("completion_tokens", written)
                    .put("total_tokens", read + written);
        }
        int prompt = ChatText.tokens(request.messages().question());
        return JSON.objectNode()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", text.tokens())
                .put("total_tokens", prompt + text.tokens());
    }
}
