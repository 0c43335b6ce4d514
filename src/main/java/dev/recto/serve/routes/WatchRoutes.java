package dev.recto.serve.routes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.recto.catalog.CollectionRow;
import dev.recto.ingest.FolderWatch;
import dev.recto.serve.Json;
import dev.recto.serve.Problem;
import dev.recto.serve.access.Role;
import dev.recto.serve.json.WatchJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code …/watched}: the folders that a collection follows, and the answer to one that lost so much at once that it asks. */
public final class WatchRoutes {
    private static final String ALL = "/api/v1/collections/{c}/watched";

    private final Scope scope;
    private final Supplier<@Nullable FolderWatch> watch;

    /** @param watch what follows them; null while the service starts */
    public WatchRoutes(Scope scope, Supplier<@Nullable FolderWatch> watch) {
        this.scope = scope;
        this.watch = watch;
    }

    /** What {@code POST …/watched/delete-missing} takes. */
    private record Agreeing(
            @JsonProperty("folder") @Nullable String folder) {}

    /** Adds the routes. Folders of this machine are the administrator's business alone. */
    public void register(RoutesConfig routes) {
        routes.get(ALL, this::watched, Role.ADMIN);
        routes.post(ALL + "/delete-missing", this::agree, Role.ADMIN);
    }

    private void watched(Context context) {
        Parameters.only(context);
        CollectionRow collection = scope.collection(context);
        FolderWatch now = watch.get();
        List<FolderWatch.State> states = now == null ? List.of() : now.states(collection.id());
        Json.send(context, 200, WatchJson.watched(collection.name(), states));
    }

    private void agree(Context context) {
        Parameters.only(context);
        CollectionRow collection = scope.collection(context);
        Path folder = folder(Json.read(context, Agreeing.class).folder());
        FolderWatch now = watch.get();
        OptionalInt documents = now == null ? OptionalInt.empty() : now.agree(collection.id(), folder);
        if (documents.isEmpty()) {
            throw Problem.notFound().exception();
        }
        if (documents.getAsInt() == 0) {
            throw Problem.of(409, "nothing_asked", "The last look into " + folder + " asked nothing.")
                    .exception();
        }
        Json.send(
                context,
                202,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("collection", collection.name())
                        .put("folder", folder.toString())
                        .put("documents", documents.getAsInt()));
    }

    private static Path folder(@Nullable String text) {
        try {
            Path folder = Path.of(text == null ? "" : text);
            if (folder.isAbsolute()) {
                return folder;
            }
        } catch (InvalidPathException noPath) {
            // told below, with every other text that is no whole path
        }
        throw Problem.badRequest("invalid_field", "\"folder\" must be a watched folder's absolute path.")
                .exception();
    }
}
