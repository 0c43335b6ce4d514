package dev.recto.serve.routes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.recto.answer.Answer;
import dev.recto.answer.task.FieldSchema;
import dev.recto.answer.task.LabelRequest;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.document.Caller;
import dev.recto.serve.Json;
import dev.recto.serve.Problem;
import dev.recto.serve.ServedHome;
import dev.recto.serve.access.Role;
import dev.recto.serve.json.AnswerJson;
import dev.recto.serve.json.ClassificationJson;
import dev.recto.serve.json.ExtractionJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code …/summarise}, {@code …/extract} and {@code …/classify}: what can be made of whole documents, one or a selection. */
public final class TaskRoutes {
    private static final String ALL = "/api/v1/collections/{c}";

    /** Documents of one request. Chosen. */
    private static final int MOST_DOCUMENTS = 100;

    private final ServedHome house;
    private final Scope scope;

    public TaskRoutes(ServedHome house, Scope scope) {
        this.house = house;
        this.scope = scope;
    }

    /** What summarising takes. */
    private record Summarising(
            @JsonProperty("document") @Nullable String document,
            @JsonProperty("documents") @Nullable List<@Nullable String> documents,
            @JsonProperty("answerer") @Nullable String answerer) {}

    /** What extracting takes. */
    private record Extracting(
            @JsonProperty("document") @Nullable String document,
            @JsonProperty("documents") @Nullable List<@Nullable String> documents,
            @JsonProperty("schema") @Nullable JsonNode schema) {}

    /** What classifying takes. */
    private record Classifying(
            @JsonProperty("document") @Nullable String document,
            @JsonProperty("documents") @Nullable List<@Nullable String> documents,
            @JsonProperty("labels") @Nullable List<@Nullable String> labels,
            @JsonProperty("answerer") @Nullable String answerer) {}

    /** Adds the routes. */
    public void register(RoutesConfig routes) {
        routes.post(ALL + "/summarise", this::summarise, Role.READ);
        routes.post(ALL + "/extract", this::extract, Role.READ);
        routes.post(ALL + "/classify", this::classify, Role.READ);
    }

    private void summarise(Context context) throws InterruptedException {
        Parameters.only(context);
        CollectionRow collection = scope.collection(context);
        Summarising asked = Json.read(context, Summarising.class);
        List<DocumentRow> documents = documents(context, collection, asked.document(), asked.documents());
        Caller caller = scope.visitor(context).caller(collection.id());
        Answer summary =
                house.summarise(collection, caller, documents, Answerers.settings(asked.answerer(), null, null, null));
        Json.send(
                context,
                200,
                AnswerJson.answer(summary, collection.name(), summary.report().generation()));
    }

    private void extract(Context context) throws InterruptedException {
        Parameters.only(context);
        CollectionRow collection = scope.collection(context);
        Extracting asked = Json.read(context, Extracting.class);
        JsonNode schema = asked.schema();
        if (schema == null) {
            throw missing("schema", "a JSON schema of the fields to read");
        }
        FieldSchema fields = checked("invalid_schema", () -> FieldSchema.of(schema));
        List<DocumentRow> documents = documents(context, collection, asked.document(), asked.documents());
        Caller caller = scope.visitor(context).caller(collection.id());
        Json.send(
                context,
                200,
                ExtractionJson.extraction(house.extract(collection, caller, documents, fields), collection.name()));
    }

    private void classify(Context context) throws InterruptedException {
        Parameters.only(context);
        CollectionRow collection = scope.collection(context);
        Classifying asked = Json.read(context, Classifying.class);
        List<@Nullable String> labels = asked.labels();
        if (labels == null) {
            throw missing("labels", "the labels to choose from");
        }
        var settings = Answerers.settings(asked.answerer(), null, null, null);
        LabelRequest request = checked(
                "invalid_field",
                () -> new LabelRequest(
                        labels.stream()
                                .map(label -> label == null ? "" : Metadata.wellFormed("labels", label))
                                .toList(),
                        settings));
        List<DocumentRow> documents = documents(context, collection, asked.document(), asked.documents());
        Caller caller = scope.visitor(context).caller(collection.id());
        Json.send(
                context,
                200,
                ClassificationJson.classification(
                        house.classify(collection, caller, documents, request), collection.name()));
    }

    /** Returns the documents that a body names, one way or the other, each once. */
    private List<DocumentRow> documents(
            Context context,
            CollectionRow collection,
            @Nullable String document,
            @Nullable List<@Nullable String> documents) {
        if ((document == null) == (documents == null)) {
            throw Problem.badRequest(
                            "invalid_field", "Give either \"document\", an id, or \"documents\", a list of them.")
                    .exception();
        }
        Set<String> ids = new LinkedHashSet<>();
        if (document != null) {
            ids.add(document);
        } else if (documents != null) {
            documents.forEach(id -> ids.add(String.valueOf(id)));
        }
        if (ids.isEmpty() || ids.size() > MOST_DOCUMENTS) {
            throw Problem.badRequest("invalid_field", "\"documents\" may name 1 to " + MOST_DOCUMENTS + ".")
                    .exception();
        }
        return ids.stream().map(id -> scope.document(context, collection, id)).toList();
    }

    private static <T> T checked(String code, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException wrong) {
            throw Problem.badRequest(code, String.valueOf(wrong.getMessage())).exception();
        }
    }

    private static RuntimeException missing(String field, String what) {
        return Problem.badRequest("missing_field", "\"" + field + "\" is missing: " + what + ".")
                .exception();
    }
}
