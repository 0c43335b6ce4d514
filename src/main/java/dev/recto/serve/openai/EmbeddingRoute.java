package dev.recto.serve.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.embed.Embedding;
import dev.recto.embed.EmbeddingInput;
import dev.recto.embed.EmbeddingModel;
import dev.recto.serve.Json;
import dev.recto.serve.ServedHome;
import dev.recto.serve.access.Slots;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** {@code POST /v1/embeddings}: embeds texts as passages are embedded, all by the encoder that {@code model} names. */
public final class EmbeddingRoute {
    /** Requests that embed at once. Chosen: they share the models with the questions, which must not starve. */
    private static final int AT_ONCE = 2;

    private static final int WAITING = 16;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final ServedHome house;
    private final Slots slots = new Slots(AT_ONCE, WAITING, LONGEST_WAIT);
    private final int mostTokens;

    /** @param mostTokens what an encoder reads of one text */
    public EmbeddingRoute(ServedHome house, int mostTokens) {
        this.house = house;
        this.mostTokens = mostTokens;
    }

    /** Answers one request. */
    void embed(Context context) throws InterruptedException {
        EmbeddingRequest request = EmbeddingRequest.read(Json.read(context, JsonNode.class), mostTokens);
        EmbeddingModel model = house.embedder().models().stream()
                .filter(one -> one.id().equals(request.model()))
                .findFirst()
                .orElseThrow(() -> OpenAiException.noModel(request.model()));
        if (request.dimensions() != null && request.dimensions() != model.dimensions()) {
            throw OpenAiException.parameter(
                    "dimensions",
                    "unsupported_value",
                    "'dimensions' must be " + model.dimensions() + " for " + model.id() + ", or left out.");
        }
        List<EmbeddingInput> input = request.input().stream()
                .map(text -> new EmbeddingInput("", text, List.of()))
                .toList();
        List<Embedding> embeddings;
        try (Slots.Slot slot = slots.take()) {
            embeddings = house.embedder().embed(model.id(), input);
        }
        Json.send(context, 200, reply(request, embeddings));
    }

    private static ObjectNode reply(EmbeddingRequest request, List<Embedding> embeddings) {
        ObjectNode reply = JsonNodeFactory.instance.objectNode().put("object", "list");
        var data = reply.putArray("data");
        for (Embedding embedding : embeddings) {
            ObjectNode one = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            if (request.base64()) {
                one.put("embedding", base64(embedding.vector()));
            } else {
                var values = one.putArray("embedding");
                for (float value : embedding.vector()) {
                    values.add(value);
                }
            }
        }
        reply.put("model", request.model());
        int tokens = request.input().stream().mapToInt(EmbeddingRequest::tokens).sum();
        reply.putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return reply;
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
