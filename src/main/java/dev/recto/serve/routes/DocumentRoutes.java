package dev.recto.serve.routes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentDescription;
import dev.recto.catalog.DocumentPage;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.DocumentState;
import dev.recto.catalog.HomeKey;
import dev.recto.catalog.LedgerEntry;
import dev.recto.index.FoundPassage;
import dev.recto.index.PassageIndex;
import dev.recto.ingest.DeletionReceipt;
import dev.recto.ingest.HeldGeneration;
import dev.recto.serve.Json;
import dev.recto.serve.Problem;
import dev.recto.serve.ServedHome;
import dev.recto.serve.access.AccessLabels;
import dev.recto.serve.access.Role;
import dev.recto.serve.access.Visitor;
import dev.recto.serve.json.DocumentJson;
import dev.recto.serve.json.ReceiptJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code …/documents}: what was taken in, and what happened to it. */
public final class DocumentRoutes {
    private static final String ALL = "/api/v1/collections/{c}/documents";
    private static final String ONE = ALL + "/{d}";

    private final ServedHome house;
    private final Scope scope;

    public DocumentRoutes(ServedHome house, Scope scope) {
        this.house = house;
        this.scope = scope;
    }

    /** What {@code PATCH} takes. */
    private record Change(
            @JsonProperty("metadata") @Nullable Map<String, @Nullable String> metadata,
            @JsonProperty("access") @Nullable List<@Nullable String> access) {}

    /** Adds the routes. */
    public void register(RoutesConfig routes) {
        routes.get(ALL, this::list, Role.READ);
        routes.get(ONE, this::show, Role.READ);
        routes.patch(ONE, this::change, Role.WRITE);
        routes.delete(ONE, this::delete, Role.WRITE);
        routes.get(ONE + "/receipt", this::receipt, Role.WRITE);
        routes.get(ONE + "/ledger", this::ledger, Role.READ);
        routes.get(ONE + "/passages", this::passages, Role.READ);
    }

    private void list(Context context) {
        Parameters.only(context, "state", "named", "limit", "cursor");
        CollectionRow collection = scope.collection(context);
        String named = Parameters.text(context, "named");
        if (named != null) {
            listNamed(context, collection, named);
            return;
        }
        DocumentState state = state(Parameters.text(context, "state"));
        String list = "documents:" + collection.id() + ":" + state;
        DocumentPage page =
                visible(context, collection, state, new Stretch(Paging.after(context, list), Paging.limit(context)));
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode documents = node.putArray("documents");
        page.documents().forEach(row -> documents.add(DocumentJson.document(row, collection.name())));
        node.put("next", page.next() == null ? null : Paging.cursor(list, page.next()));
        Json.send(context, 200, node);
    }

    /** The document of this id or key, or else those of this name: never more than a person could choose from. */
    private void listNamed(Context context, CollectionRow collection, String named) {
        DocumentState state = state(Parameters.text(context, "state"));
        List<DocumentRow> rows = house.catalog().documents().named(collection.id(), named).stream()
                .filter(row -> state == null || row.state() == state)
                .filter(row -> scope.visitor(context).sees(collection.id(), row.access()))
                .toList();
        Paging<DocumentRow> page =
                Paging.of(context, "named:" + collection.id() + ":" + named + ":" + state, rows, DocumentRow::key);
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode documents = node.putArray("documents");
        page.shown().forEach(row -> documents.add(DocumentJson.document(row, collection.name())));
        node.put("next", page.next());
        Json.send(context, 200, node);
    }

    private record Stretch(@Nullable String after, int limit) {}

    /** What the visitor may not see is left out, and the stretch is filled up from what comes after. */
    private DocumentPage visible(
            Context context, CollectionRow collection, @Nullable DocumentState state, Stretch wanted) {
        Visitor visitor = scope.visitor(context);
        List<DocumentRow> shown = new ArrayList<>();
        String after = wanted.after();
        do {
            DocumentPage page = house.catalog().documents().list(collection.id(), state, after, wanted.limit());
            for (DocumentRow row : page.documents()) {
                if (!visitor.sees(collection.id(), row.access())) {
                    continue;
                }
                if (shown.size() == wanted.limit()) {
                    return new DocumentPage(shown, DocumentPage.cursor(shown.getLast()));
                }
                shown.add(row);
            }
            after = page.next();
        } while (after != null);
        return new DocumentPage(shown, null);
    }

    private static @Nullable DocumentState state(@Nullable String label) {
        if (label == null) {
            return null;
        }
        for (DocumentState state : DocumentState.values()) {
            if (state != DocumentState.DELETED && state.label().equals(label)) {
                return state;
            }
        }
        throw Problem.badRequest(
                        "invalid_parameter", "\"state\" must be received, reading, embedding, indexed or failed.")
                .exception();
    }

    private void show(Context context) {
        Parameters.only(context);
        CollectionRow collection = scope.collection(context);
        Json.send(context, 200, details(house, collection, scope.document(context, collection)));
    }

    /** Returns a document with its versions. */
    static ObjectNode details(ServedHome house, CollectionRow collection, DocumentRow row) {
        ObjectNode node = DocumentJson.document(row, collection.name());
        ArrayNode versions = node.putArray("versions");
        house.catalog().documents().versions(row.id()).forEach(version -> versions.add(DocumentJson.version(version)));
        return node;
    }

    private void change(Context context) throws InterruptedException {
        Parameters.only(context);
        CollectionRow collection = scope.collection(context);
        DocumentRow row = scope.document(context, collection);
        Change change = Json.read(context, Change.class);
        if (change.metadata() == null && change.access() == null) {
            throw Problem.badRequest("missing_field", "Give \"metadata\" or \"access\".")
                    .exception();
        }
        if (change.access() != null && !scope.visitor(context).may(Role.ADMIN, collection.id())) {
            throw Problem.of(
                            403,
                            "forbidden",
                            "Changing \"access\" needs the role admin, which your key does not have here.")
                    .exception();
        }
        refuseInner(row);
        var wanted = new DocumentDescription(
                row.id(),
                change.metadata() == null ? null : Metadata.checked("metadata", change.metadata()),
                change.access() == null ? null : labels(change.access()));
        try {
            Json.send(context, 200, details(house, collection, house.ingestor().describe(collection, wanted)));
        } catch (NoSuchElementException deletedMeanwhile) {
            throw Problem.notFound().exception();
        } finally {
            house.work().ring(); // what was cut short here goes on in the background
        }
    }

    private static Set<String> labels(List<@Nullable String> given) {
        if (!AccessLabels.wellFormed(given) || Set.copyOf(given).size() < given.size()) {
            throw Problem.badRequest(
                            "invalid_field", "\"access\" must hold different labels, " + AccessLabels.SHAPE + ".")
                    .exception();
        }
        if (given.isEmpty() || given.size() > AccessLabels.MOST) {
            throw Problem.badRequest("invalid_field", "\"access\" must hold 1 to " + AccessLabels.MOST + " labels.")
                    .exception();
        }
        return Set.copyOf(given);
    }

    private static void refuseInner(DocumentRow row) {
        if (row.parent() != null) {
            throw Problem.of(
                            409,
                            "stands_in_another",
                            "The document stands in another one (\"parent\"). Change or delete that one.")
                    .exception();
        }
    }

    private void delete(Context context) throws InterruptedException, IOException {
        Parameters.only(context);
        CollectionRow collection = scope.collection(context);
        DocumentRow row = scope.document(context, collection);
        refuseInner(row);
        try {
            DeletionReceipt receipt = house.ingestor().delete(collection, row.id());
            Json.send(context, 200, ReceiptJson.receipt(receipt, HomeKey.of(house.home())));
        } catch (NoSuchElementException deletedMeanwhile) {
            throw Problem.notFound().exception();
        }
    }

    private void receipt(Context context) throws IOException {
        Parameters.only(context);
        CollectionRow collection = scope.collection(context);
        DeletionReceipt receipt = scope.deleted(context, collection)
                .flatMap(row -> house.ingestor().receipt(collection, row.id()))
                .orElseThrow(() -> Problem.notFound().exception());
        Json.send(context, 200, ReceiptJson.receipt(receipt, HomeKey.of(house.home())));
    }

    private void ledger(Context context) {
        Parameters.only(context, "limit", "cursor");
        DocumentRow row = scope.document(context, scope.collection(context));
        Paging<LedgerEntry> page = Paging.of(
                context, "ledger:" + row.id(), house.catalog().ledger().of(row.id()), entry -> "%019d"
                        .formatted(entry.position()));
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode entries = node.putArray("entries");
        page.shown().forEach(entry -> entries.add(DocumentJson.entry(entry)));
        node.put("next", page.next());
        Json.send(context, 200, node);
    }

    private void passages(Context context) {
        Parameters.only(context, "limit", "cursor");
        CollectionRow collection = scope.collection(context);
        DocumentRow row = scope.document(context, collection);
        List<FoundPassage> all = List.of();
        if (row.passages() > 0) {
            try (HeldGeneration held = house.hold(collection);
                    PassageIndex.Snapshot snapshot = held.index().snapshot()) {
                all = snapshot.passages(row.id());
            }
        }
        Paging<FoundPassage> page = Paging.of(context, "passages:" + row.id(), all, found -> "%09d"
                .formatted(found.passage().number()));
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode passages = node.putArray("passages");
        page.shown().forEach(found -> passages.add(DocumentJson.passage(found)));
        node.put("next", page.next());
        Json.send(context, 200, node);
    }
}
