package dev.recto.serve.routes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.answer.chat.NoChatModelException;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.CollectionRows;
import dev.recto.catalog.CollectionSettings;
import dev.recto.serve.Json;
import dev.recto.serve.Problem;
import dev.recto.serve.ProblemException;
import dev.recto.serve.ServedHome;
import dev.recto.serve.access.OpenRoute;
import dev.recto.serve.access.Role;
import dev.recto.serve.access.Visitor;
import dev.recto.serve.json.CollectionJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/collections}: what collections there are. */
public final class CollectionRoutes {
    private static final String ALL = "/api/v1/collections";
    private static final String ONE = ALL + "/{c}";

    private final ServedHome house;
    private final Scope scope;
    private final boolean chat;

    /** @param chat whether there is a chat model */
    public CollectionRoutes(ServedHome house, Scope scope, boolean chat) {
        this.house = house;
        this.chat = chat;
        this.scope = scope;
    }

    /** What {@code POST} takes. */
    private record Named(@JsonProperty("name") @Nullable String name) {}

    /** What {@code PATCH} takes. */
    private record Changed(
            @JsonProperty("name") @Nullable String name,
            @JsonProperty("settings") @Nullable WantedSettings settings) {}

    /** Adds the routes. */
    public void register(RoutesConfig routes) {
        routes.get(ALL, this::list, OpenRoute.ANY_VISITOR);
        routes.post(ALL, this::create, Role.ADMIN);
        routes.get(ONE, this::show, Role.READ);
        routes.patch(ONE, this::change, Role.ADMIN);
        routes.delete(ONE, this::delete, Role.ADMIN);
    }

    private void list(Context context) {
        Parameters.only(context, "limit", "cursor");
        Visitor visitor = scope.visitor(context);
        Paging<CollectionRow> page = Paging.of(
                context,
                "collections",
                house.catalog().collections().list().stream()
                        .filter(row -> visitor.may(Role.READ, row.id()))
                        .toList(),
                CollectionRow::name);
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode collections = node.putArray("collections");
        page.shown().forEach(row -> collections.add(json(row)));
        node.put("next", page.next());
        Json.send(context, 200, node);
    }

    private void create(Context context) {
        Parameters.only(context);
        String name = name(Json.read(context, Named.class).name());
        CollectionRows collections = house.catalog().collections();
        if (collections.find(name).isPresent()) {
            throw taken();
        }
        CollectionRow row = collections.require(name);
        context.header("Location", ALL + "/" + row.id());
        Json.send(context, 201, json(row));
    }

    private void change(Context context) {
        Parameters.only(context);
        CollectionRow row = scope.collection(context);
        Changed wanted = Json.read(context, Changed.class);
        if (wanted.name() == null && wanted.settings() == null) {
            throw Problem.badRequest("missing_field", "Say \"name\", \"settings\" or both.")
                    .exception();
        }
        String name = wanted.name() == null ? row.name() : name(wanted.name());
        CollectionSettings settings = settings(row, wanted.settings());
        if (!name.equals(row.name()) && !house.catalog().collections().rename(row.id(), name)) {
            throw taken();
        }
        if (!settings.equals(row.settings())) {
            house.catalog().collections().set(row.id(), settings);
        }
        Json.send(
                context, 200, json(house.catalog().collections().find(row.id()).orElseThrow(() -> Problem.notFound()
                        .exception())));
    }

    /** Nobody could ask a collection that is to be answered by a chat model where there is none. */
    private CollectionSettings settings(CollectionRow row, @Nullable WantedSettings wanted) {
        if (wanted == null) {
            return row.settings();
        }
        CollectionSettings settings = wanted.checked();
        if (!chat && "chat".equals(settings.answerer())) {
            throw new NoChatModelException();
        }
        return settings;
    }

    private static String name(@Nullable String name) {
        if (name == null) {
            throw Problem.badRequest("missing_field", "\"name\" is missing.").exception();
        }
        try {
            return CollectionRows.checked(name);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("invalid_name", String.valueOf(e.getMessage()))
                    .exception();
        }
    }

    private static ProblemException taken() {
        return Problem.of(409, "already_exists", "There is already a collection of this name. Choose another.")
                .exception();
    }

    private void show(Context context) {
        Parameters.only(context);
        Json.send(context, 200, json(scope.collection(context)));
    }

    private void delete(Context context) {
        Parameters.only(context);
        CollectionRow row = scope.collection(context);
        int documents = house.catalog().documents().counts(row.id()).total();
        house.ingestor().delete(row);
        Json.send(
                context,
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("collection", row.name())
                        .put("deleted", documents));
    }

    private ObjectNode json(CollectionRow row) {
        return CollectionJson.collection(row, house.catalog().documents().counts(row.id()));
    }
}
