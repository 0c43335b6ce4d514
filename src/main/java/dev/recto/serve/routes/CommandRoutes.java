package dev.recto.serve.routes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.CollectionRow;
import dev.recto.ingest.IngestListener;
import dev.recto.ingest.IngestProgress;
import dev.recto.ingest.IngestRequest;
import dev.recto.ingest.IngestSummary;
import dev.recto.serve.EventStream;
import dev.recto.serve.Json;
import dev.recto.serve.Problem;
import dev.recto.serve.Problems;
import dev.recto.serve.ServedHome;
import dev.recto.serve.access.Door;
import dev.recto.serve.access.Role;
import dev.recto.serve.json.BackupJson;
import dev.recto.serve.json.IngestJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What only the commands of this machine may ask, with the token in the home's lock, which the owner alone can read: to take in files by
 * their paths. To everyone else it is not there.
 */
public final class CommandRoutes {
    private static final int MOST_PATHS = 100_000;

    /** Largest body, in bytes: as many paths of 600 bytes each. The owner alone can send one. */
    private static final int MOST_BYTES = 64 << 20;

    private static final int MOST_KEPT = 10_000;
    private static final long REPORT_MILLIS = 250;

    private final ServedHome house;
    private final Door door;
    private final Function<Context, Supplier<@Nullable Problem>> ends;

    /** @param ends gives for a request what says why its stream must end */
    public CommandRoutes(ServedHome house, Door door, Function<Context, Supplier<@Nullable Problem>> ends) {
        this.house = house;
        this.door = door;
        this.ends = ends;
    }

    /** What is to be taken in. */
    private record Ingesting(
            @JsonProperty("paths") @Nullable List<@Nullable String> paths,
            @JsonProperty("metadata") @Nullable Map<String, @Nullable String> metadata,
            @JsonProperty("sync") @Nullable Boolean sync) {}

    /** Adds the routes. */
    public void register(RoutesConfig routes) {
        routes.post("/api/v1/collections/{c}/ingest", this::ingest, Role.ADMIN);
        routes.post("/api/v1/backups", this::backup, Role.ADMIN);
    }

    /** Where a backup is to be taken. */
    private record BackingUp(
            @JsonProperty("folder") @Nullable String folder,
            @JsonProperty("keep") @Nullable Integer keep) {}

    private void backup(Context context) throws IOException {
        if (!door.isCommand(context)) {
            throw Problem.notFound().exception();
        }
        BackingUp asked = Json.read(context, BackingUp.class);
        int keep = asked.keep() == null ? 0 : asked.keep();
        if (keep < 0 || keep > MOST_KEPT) {
            throw Problem.badRequest("invalid_field", "\"keep\" must be 0 to " + MOST_KEPT + ".")
                    .exception();
        }
        Path folder = path("folder", asked.folder());
        try (EventStream stream = EventStream.open(context, ends.apply(context))) {
            try {
                stream.send("done", BackupJson.report(house.backups().take(folder, keep)));
            } catch (IOException | RuntimeException failure) {
                stream.fail(Problems.of(failure, Problems.requestId(context)));
                Problems.throwFatal(failure);
            }
        }
    }

    private void ingest(Context context) throws IOException {
        if (!door.isCommand(context)) {
            throw Problem.notFound().exception();
        }
        CollectionRow collection = door.collection(context);
        IngestRequest request = request(Json.read(context, Ingesting.class, MOST_BYTES));
        try (EventStream stream = EventStream.open(context, ends.apply(context))) {
            try {
                IngestSummary summary = house.ingestor().ingest(collection, request, new Told(stream));
                stream.send("done", IngestJson.summary(collection.name(), summary));
            } catch (InterruptedException | RuntimeException failure) {
                stream.fail(Problems.of(failure, Problems.requestId(context)));
                Problems.throwFatal(failure);
            }
        }
    }

    private static IngestRequest request(Ingesting asked) {
        List<@Nullable String> paths = asked.paths();
        if (paths == null || paths.isEmpty() || paths.size() > MOST_PATHS) {
            throw Problem.badRequest("invalid_field", "\"paths\" must name 1 to " + MOST_PATHS + " files or folders.")
                    .exception();
        }
        Map<String, String> metadata =
                asked.metadata() == null ? Map.of() : Metadata.checked("metadata", asked.metadata());
        try {
            return new IngestRequest(
                    paths.stream().map(text -> path("paths", text)).toList(),
                    metadata,
                    Boolean.TRUE.equals(asked.sync()));
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("invalid_field", String.valueOf(e.getMessage()))
                    .exception();
        }
    }

    /** A relative path would be looked for where the service was started, and not where the command was. */
    private static Path path(String field, @Nullable String text) {
        try {
            Path path = Path.of(text == null ? "" : text);
            if (path.isAbsolute()) {
                return path;
            }
        } catch (InvalidPathException noPath) {
            // Told below, with every other text that is no whole path.
        }
        throw Problem.badRequest("invalid_field", "What \"" + field + "\" names must be an absolute path.")
                .exception();
    }

    /** Tells a command how its ingest goes on, a few times a second. */
    private static final class Told implements IngestListener {
        private final EventStream stream;
        private long told;

        Told(EventStream stream) {
            this.stream = stream;
        }

        @Override
        public void found(IngestProgress progress) {
            tell(progress);
        }

        @Override
        public void progress(IngestProgress progress) {
            if (System.nanoTime() - told > REPORT_MILLIS * 1_000_000) {
                tell(progress);
            }
        }

        private void tell(IngestProgress progress) {
            told = System.nanoTime();
            ObjectNode node = JsonNodeFactory.instance.objectNode();
            node.put("files", progress.files()).put("files_done", progress.filesDone());
            node.put("bytes", progress.bytes()).put("bytes_done", progress.bytesDone());
            node.put("parts", progress.parts()).put("passages", progress.passages());
            node.put("characters", progress.characters());
            try {
                stream.send("progress", node);
            } catch (CancellationException gone) {
                // The stream's beat finds out too, and ends the ingest as Ctrl-C would.
            }
        }
    }
}
