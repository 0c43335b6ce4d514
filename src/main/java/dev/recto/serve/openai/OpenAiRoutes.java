package dev.recto.serve.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.CollectionRow;
import dev.recto.embed.EmbeddingModel;
import dev.recto.serve.Json;
import dev.recto.serve.ServedHome;
import dev.recto.serve.access.Door;
import dev.recto.serve.access.OpenRoute;
import dev.recto.serve.access.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.stream.Stream;

/** {@code /v1/…}: the OpenAI API's chat completions, embeddings, moderations and models. A model is a collection, or an encoder. */
public final class OpenAiRoutes {
    private final ServedHome house;
    private final Door door;
    private final ChatRoute chat;
    private final EmbeddingRoute embeddings;
    private final ModerationRoute moderations;

    public OpenAiRoutes(ServedHome house, Door door, ChatRoute chat, EmbeddingRoute embeddings) {
        this.house = house;
        this.door = door;
        this.chat = chat;
        this.embeddings = embeddings;
        this.moderations = new ModerationRoute(house.moderation());
    }

    /** Adds the routes. */
    public void register(RoutesConfig routes) {
        routes.post("/v1/chat/completions", shaped(chat::complete), OpenRoute.ANY_VISITOR);
        routes.post("/v1/embeddings", shaped(embeddings::embed), OpenRoute.ANY_VISITOR);
        routes.post("/v1/moderations", shaped(moderations::moderate), OpenRoute.ANY_VISITOR);
        routes.get("/v1/models", shaped(this::models), OpenRoute.ANY_VISITOR);
        routes.get("/v1/models/{model}", shaped(this::model), OpenRoute.ANY_VISITOR);
    }

    /** What is refused here names a parameter, which the service's own problems have no place for. */
    private static Handler shaped(Handler route) {
        return context -> {
            try {
                route.handle(context);
            } catch (OpenAiException refusal) {
                Json.send(context, refusal.status(), refusal.body());
            }
        };
    }

    private void models(Context context) {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("object", "list");
        var data = list.putArray("data");
        visible(context).forEach(data::add);
        Json.send(context, 200, list);
    }

    private void model(Context context) {
        String id = context.pathParam("model");
        JsonNode found = visible(context)
                .filter(model -> model.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> OpenAiException.noModel(id));
        Json.send(context, 200, found);
    }

    private Stream<ObjectNode> visible(Context context) {
        var visitor = door.visitor(context);
        Stream<ObjectNode> collections = house.catalog().collections().list().stream()
                .filter(row -> visitor.may(Role.READ, row.id()))
                .map(OpenAiRoutes::collection);
        Stream<ObjectNode> encoders =
                house.embedder().models().stream().map(EmbeddingModel::id).map(id -> model(id, 0));
        return Stream.concat(collections, encoders);
    }

    private static ObjectNode collection(CollectionRow row) {
        return model(row.name(), row.created().getEpochSecond());
    }

    private static ObjectNode model(String id, long created) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("id", id)
                .put("object", "model")
                .put("created", created)
                .put("owned_by", "recto");
    }
}
