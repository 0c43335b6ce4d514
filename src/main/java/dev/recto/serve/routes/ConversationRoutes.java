package dev.recto.serve.routes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.ConversationRow;
import dev.recto.catalog.ConversationRows;
import dev.recto.catalog.TurnRow;
import dev.recto.config.AnswerConfig;
import dev.recto.serve.Json;
import dev.recto.serve.Problem;
import dev.recto.serve.ServiceParts;
import dev.recto.serve.access.Role;
import dev.recto.serve.access.Visitor;
import dev.recto.serve.json.ConversationJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code …/conversations}: what a key asked one after the other. Nobody else sees it, whatever their rights. */
public final class ConversationRoutes {
    private static final String ALL = "/api/v1/collections/{c}/conversations";
    private static final String ONE = ALL + "/{v}";
    private static final int LONGEST_TITLE = 200;

    private final ConversationRows rows;
    private final AnswerConfig config;
    private final Scope scope;

    public ConversationRoutes(ServiceParts parts, Scope scope) {
        this.rows = parts.house().catalog().conversations();
        this.config = parts.config().answer();
        this.scope = scope;
    }

    /** What beginning and renaming take. */
    private record Titled(@JsonProperty("title") @Nullable String title) {}

    /** Adds the routes. */
    public void register(RoutesConfig routes) {
        routes.get(ALL, this::list, Role.READ);
        routes.post(ALL, this::begin, Role.READ);
        routes.get(ONE, this::show, Role.READ);
        routes.patch(ONE, this::rename, Role.READ);
        routes.delete(ONE, this::delete, Role.READ);
    }

    private void list(Context context) {
        Parameters.only(context, "limit", "cursor");
        CollectionRow collection = scope.collection(context);
        Paging<ConversationRow> page = Paging.of(
                context,
                "conversations",
                rows.list(collection.id(), asker(context)),
                row -> String.format("%020d", Long.MAX_VALUE - row.position()));
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode conversations = node.putArray("conversations");
        page.shown().forEach(row -> conversations.add(ConversationJson.conversation(row)));
        node.put("next", page.next());
        Json.send(context, 200, node);
    }

    private void begin(Context context) {
        Parameters.only(context);
        CollectionRow collection = scope.collection(context);
        String title = title(context);
        if (config.conversations() == 0) {
            throw Problem.of(409, "conversations_off", "No conversations are kept here (answer.conversations is 0).")
                    .exception();
        }
        ConversationRow row =
                rows.begin(collection.id(), asker(context), title == null ? "" : title, config.conversations());
        context.header("Location", "/api/v1/collections/" + collection.id() + "/conversations/" + row.id());
        Json.send(context, 201, ConversationJson.conversation(row));
    }

    private void show(Context context) {
        Parameters.only(context);
        ConversationRow row = row(context);
        CollectionRow collection = scope.collection(context);
        Visitor visitor = scope.visitor(context);
        List<TurnRow> turns = rows.turns(row.id(), config.conversationTurns()).stream()
                .map(turn -> seen(visitor, collection, row, turn))
                .toList();
        Json.send(context, 200, ConversationJson.conversation(row, turns));
    }

    /** What was said from a document that its asker may see no more is left out; what was asked stays. */
    private TurnRow seen(Visitor visitor, CollectionRow collection, ConversationRow row, TurnRow turn) {
        boolean all = rows.documents(row.id(), turn.number()).stream()
                .allMatch(document -> scope.sees(visitor, collection, document));
        return all ? turn : new TurnRow(turn.number(), turn.question(), turn.question(), turn.answer(), "", turn.at());
    }

    private void rename(Context context) {
        Parameters.only(context);
        ConversationRow row = row(context);
        String title = title(context);
        if (title == null) {
            throw Problem.badRequest("missing_field", "\"title\" is missing.").exception();
        }
        rows.rename(row.id(), title);
        Json.send(context, 200, ConversationJson.conversation(row(context)));
    }

    private void delete(Context context) {
        Parameters.only(context);
        ConversationRow row = row(context);
        rows.delete(row.id());
        Json.send(
                context,
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("conversation", row.id())
                        .put("deleted", row.turns()));
    }

    private @Nullable String title(Context context) {
        String title = Json.read(context, Titled.class).title();
        if (title != null && title.length() > LONGEST_TITLE) {
            throw Problem.badRequest("invalid_field", "\"title\" may have " + LONGEST_TITLE + " characters.")
                    .exception();
        }
        return title == null ? null : Metadata.wellFormed("title", title);
    }

    private ConversationRow row(Context context) {
        CollectionRow collection = scope.collection(context);
        return rows.find(context.pathParam("v"))
                .filter(row ->
                        row.collection().equals(collection.id()) && row.asker().equals(asker(context)))
                .orElseThrow(() -> Problem.notFound().exception());
    }

    private String asker(Context context) {
        return scope.visitor(context).id();
    }
}
