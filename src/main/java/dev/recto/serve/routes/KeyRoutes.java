package dev.recto.serve.routes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.Catalog;
import dev.recto.catalog.KeyRow;
import dev.recto.serve.Json;
import dev.recto.serve.Problem;
import dev.recto.serve.access.Door;
import dev.recto.serve.access.KeyJson;
import dev.recto.serve.access.Keys;
import dev.recto.serve.access.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/keys}: who may do what. Only for who is {@code admin} of every collection. */
public final class KeyRoutes {
    private static final String ALL = "/api/v1/keys";
    private static final String ONE = ALL + "/{k}";

    private final Catalog catalog;
    private final Door door;
    private final Keys keys;

    public KeyRoutes(Catalog catalog, Door door) {
        this.catalog = catalog;
        this.door = door;
        this.keys = new Keys(catalog);
    }

    /** What {@code POST} takes. */
    private record Creation(
            @JsonProperty("name") @Nullable String name,
            @JsonProperty("roles") @Nullable Map<String, @Nullable String> roles,
            @JsonProperty("access") @Nullable List<@Nullable String> access) {}

    /** Adds the routes. */
    public void register(RoutesConfig routes) {
        routes.get(ALL, this::list, Role.ADMIN);
        routes.post(ALL, this::create, Role.ADMIN);
        routes.get(ONE, this::show, Role.ADMIN);
        routes.delete(ONE, this::revoke, Role.ADMIN);
    }

    private void list(Context context) {
        Parameters.only(context, "limit", "cursor");
        Paging<KeyRow> page = Paging.of(context, "keys", catalog.keys().list(null, Integer.MAX_VALUE), KeyRow::id);
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode shown = node.putArray("keys");
        page.shown().forEach(row -> shown.add(KeyJson.key(row, catalog.collections())));
        node.put("next", page.next());
        Json.send(context, 200, node);
    }

    private void create(Context context) {
        Parameters.only(context);
        Keys.Made made;
        try {
            made = keys.make(wish(Json.read(context, Creation.class)));
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("invalid_field", String.valueOf(e.getMessage()))
                    .exception();
        }
        context.header("Location", ALL + "/" + made.row().id());
        ObjectNode node = KeyJson.key(made.row(), catalog.collections());
        Door.keepReply(context, node.deepCopy().putNull("key"));
        Json.send(context, 201, node.put("key", made.secret().value()));
    }

    private void show(Context context) {
        Parameters.only(context);
        Json.send(context, 200, KeyJson.key(row(context), catalog.collections()));
    }

    private void revoke(Context context) {
        Parameters.only(context);
        KeyRow row = row(context);
        catalog.keys().revoke(row.id());
        context.status(204);
        door.cut(row.id(), context);
    }

    private KeyRow row(Context context) {
        return catalog.keys()
                .find(context.pathParam("k"))
                .filter(row -> row.revoked() == null)
                .orElseThrow(() -> Problem.notFound().exception());
    }

    private static Keys.Wish wish(Creation creation) {
        if (creation.name() == null || creation.roles() == null) {
            throw Problem.badRequest("missing_field", "\"name\" or \"roles\" is missing.")
                    .exception();
        }
        @Nullable List<@Nullable String> access = creation.access();
        if (creation.roles().containsValue(null) || (access != null && access.contains(null))) {
            throw Problem.badRequest("invalid_field", "\"roles\" and \"access\" hold no nulls.")
                    .exception();
        }
        return new Keys.Wish(
                creation.name(), Map.copyOf(creation.roles()), access == null ? Set.of() : Set.copyOf(access));
    }
}
