package dev.recto.serve;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recto.Application;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.Home;
import dev.recto.config.EmbeddingConfig;
import dev.recto.config.RectoConfig;
import dev.recto.config.ServeConfig;
import dev.recto.ingest.IngestListener;
import dev.recto.ingest.IngestRequest;
import dev.recto.serve.access.Keys;
import dev.recto.serve.operations.AccessLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A service that listens on a free port of this machine, over a real home with all its rooms, and a client that asks it. */
public final class TestService implements AutoCloseable {
    /** Held, since the logging library forgets the level of a logger that nobody holds. */
    private static final Logger ACCESS = Logger.getLogger(AccessLog.LOGGER);

    static {
        ACCESS.setLevel(Level.WARNING);
    }

    private final Path folder;
    private final Application home;
    private final Service service;
    private final HttpClient client = HttpClient.newHttpClient();

    private TestService(Path folder, RectoConfig config, UnaryOperator<ServedHome> served) {
        this.folder = folder;
        this.home = Application.open(SharedModels.in(new Home(folder.resolve("home"))), config);
        this.service = Service.start(new ServiceParts(served.apply(home), config));
    }

    /** Starts a service over a fresh home in a folder, or over the one that is there. */
    public static TestService start(Path folder) {
        return start(folder, ServeConfig.DEFAULT);
    }

    /** Starts a service with a configuration, on any free port. */
    public static TestService start(Path folder, ServeConfig serve) {
        return start(folder, serve, UnaryOperator.identity());
    }

    /** Starts a service that sees another home than the real one. */
    public static TestService start(Path folder, ServeConfig serve, UnaryOperator<ServedHome> served) {
        return start(folder, config(EmbeddingConfig.DEFAULT, serve.at("127.0.0.1", 0)), served);
    }

    /** Returns what holds where nothing else is set. */
    public static RectoConfig config(EmbeddingConfig embedding, ServeConfig serve) {
        RectoConfig standard = RectoConfig.DEFAULT;
        return new RectoConfig(
                embedding,
                standard.chat(),
                standard.usage(),
                standard.answer(),
                standard.moderation(),
                serve,
                standard.limits(),
                standard.uploads(),
                standard.ingest(),
                standard.reindex(),
                standard.watch());
    }

    /** Starts a service with a whole configuration. */
    public static TestService start(Path folder, RectoConfig config, UnaryOperator<ServedHome> served) {
        return new TestService(folder, config, served);
    }

    /** What came back. */
    public record Reply(int status, HttpResponse<String> response) {
        /** Returns the body as JSON. */
        public JsonNode json() {
            try {
                return new ObjectMapper().readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Returns the body as text. */
        public String body() {
            return response.body();
        }

        /** Returns a header, or null. */
        public @Nullable String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }
    }

    /** Returns the home that is served. */
    public Application home() {
        return home;
    }

    /** Returns where it listens. */
    public String address() {
        return service.address();
    }

    /** Makes a key and returns it. */
    public String key(String name, Map<String, String> roles) {
        return made(name, roles, Set.of()).secret().value();
    }

    /** Makes a key with access labels. */
    public Keys.Made made(String name, Map<String, String> roles, Set<String> access) {
        return new Keys(home.catalog()).make(new Keys.Wish(name, roles, access));
    }

    /** Takes a text in as a document of a collection, which is made where it is missing. */
    public DocumentRow document(String collection, String name, String text) {
        try {
            Path file = Files.writeString(
                    Files.createDirectories(folder.resolve(collection)).resolve(name), text);
            CollectionRow row = home.catalog().collections().require(collection);
            home.ingestor().ingest(row, new IngestRequest(List.of(file), Map.of(), false), IngestListener.SILENT);
            return home.catalog().documents().named(row.id(), name).getFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gets a path with a key, or without one. */
    public Reply get(@Nullable String key, String path) {
        return send(key, "GET", path, null);
    }

    /** Posts JSON. */
    public Reply post(@Nullable String key, String path, String json) {
        return send(key, "POST", path, json);
    }

    /** Sends a request. */
    public Reply send(@Nullable String key, String method, String path, @Nullable String json, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + path))
                .timeout(Duration.ofMinutes(2))
                .method(
                        method,
                        json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json));
        if (json != null) {
            request.header("Content-Type", "application/json");
        }
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /** Sends a request. */
    public Reply send(HttpRequest request) {
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            ContractCheck.check(response);
            return new Reply(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        client.close();
        service.close();
        home.close();
    }
}
