package dev.recto.serve.routes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.recto.answer.Answer;
import dev.recto.answer.AnswerSettings;
import dev.recto.answer.task.FieldSchema;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.document.Caller;
import dev.recto.serve.Json;
import dev.recto.serve.Problem;
import dev.recto.serve.ServedHome;
import dev.recto.serve.access.Role;
import dev.recto.serve.json.AnswerJson;
import dev.recto.serve.json.ExtractionJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** {@code …/documents/{d}/summarise} and {@code …/extract}: what can be made of a whole document. */
public final class TaskRoutes {
    private static final String ONE = "/api/v1/collections/{c}/documents/{d}";

    private final ServedHome house;
    private final Scope scope;

    public TaskRoutes(ServedHome house, Scope scope) {
        this.house = house;
        this.scope = scope;
    }

    /** What summarising takes. */
    private record Summarising(
            @JsonProperty("answerer") @Nullable String answerer) {}

    /** What extracting takes. */
    private record Extracting(
            @JsonProperty("schema") @Nullable JsonNode schema) {}

    /** Adds the routes. */
    public void register(RoutesConfig routes) {
        routes.post(ONE + "/summarise", this::summarise, Role.READ);
        routes.post(ONE + "/extract", this::extract, Role.READ);
    }

    private void summarise(Context context) throws InterruptedException {
        Parameters.only(context);
        CollectionRow collection = scope.collection(context);
        DocumentRow document = scope.document(context, collection);
        Caller caller = scope.visitor(context).caller(collection.id());
        AnswerSettings settings =
                Answerers.settings(Json.read(context, Summarising.class).answerer(), null, null, null);
        Answer summary = house.summarise(collection, caller, document, settings);
        Json.send(
                context,
                200,
                AnswerJson.answer(summary, collection.name(), summary.report().generation()));
    }

    private void extract(Context context) throws InterruptedException {
        Parameters.only(context);
        CollectionRow collection = scope.collection(context);
        DocumentRow document = scope.document(context, collection);
        Caller caller = scope.visitor(context).caller(collection.id());
        JsonNode schema = Json.read(context, Extracting.class).schema();
        if (schema == null) {
            throw Problem.badRequest("missing_field", "\"schema\" is missing: a JSON schema of the fields to read.")
                    .exception();
        }
        FieldSchema fields = schema(schema);
        Json.send(
                context,
                200,
                ExtractionJson.extraction(house.extract(collection, caller, document, fields), collection.name()));
    }

    private static FieldSchema schema(JsonNode schema) {
        try {
            return FieldSchema.of(schema);
        } catch (IllegalArgumentException wrong) {
            throw Problem.badRequest("invalid_schema", String.valueOf(wrong.getMessage()))
                    .exception();
        }
    }
}
