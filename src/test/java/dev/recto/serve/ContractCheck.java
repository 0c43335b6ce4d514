package dev.recto.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.recto.serve.access.SecurityHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * Holds every response against {@code src/openapi.yaml}: its status, media type, body and headers, and the data of its events. Objects may
 * have the contract's properties alone here, so that what is served and not written down is found too.
 */
public final class ContractCheck {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final JsonNode CONTRACT = tightened(load());
    private static final Map<String, JsonSchema> SCHEMAS = new ConcurrentHashMap<>();
    private static final Set<String> SEEN = new ConcurrentSkipListSet<>();
    private static final Map<String, String> EVENTS = Map.of(
            "sentence",
            "Sentence",
            "citation",
            "Citation",
            "error",
            "Problem",
            "document",
            "JobDocument",
            "progress",
            "JobSummary",
            "done",
            "Job");

    private ContractCheck() {}

    /** Returns the contract. */
    static JsonNode contract() {
        return CONTRACT;
    }

    /** Checks a response. */
    public static void check(HttpResponse<String> response) {
        check(response.request().method(), response.uri().getRawPath(), response, response.body());
    }

    /** Checks a response whose body is not text, but for what its body says. */
    public static void checkBytes(HttpResponse<byte[]> response) {
        check(response.request().method(), response.uri().getRawPath(), response, null);
    }

    /** Returns every operation with each status that the contract names for it, as {@code GET /path 200}. */
    public static Set<String> documented() {
        var documented = new TreeSet<String>();
        CONTRACT.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (METHODS.contains(operation.getKey())) {
                        operation.getValue().path("responses").fieldNames().forEachRemaining(status -> {
                            if (!status.equals("default")) {
                                documented.add(operation.getKey().toUpperCase(java.util.Locale.ROOT) + " "
                                        + path.getKey() + " " + status);
                            }
                        });
                    }
                }));
        return documented;
    }

    /** Returns what was met so far, in the same words. */
    public static Set<String> seen() {
        return Set.copyOf(SEEN);
    }

    private static void check(String method, String path, HttpResponse<?> response, String body) {
        String call = method + " " + path + " → " + response.statusCode();
        assertThat(response.headers().firstValue("X-Request-Id")).as(call).isPresent();
        SecurityHeaders.ALL.keySet().forEach(name -> assertThat(
                        response.headers().firstValue(name))
                .as(call + ": " + name)
                .isPresent());
        String template = template(path);
        JsonNode operation = CONTRACT.path("paths").path(template).path(method.toLowerCase(java.util.Locale.ROOT));
        String type = response.headers()
                .firstValue("Content-Type")
                .orElse("")
                .split(";", 2)[0]
                .strip();
        if (operation.isMissingNode()) {
            checkOutside(call, path, response.statusCode(), type, body);
            return;
        }
        String status = Integer.toString(response.statusCode());
        boolean named = operation.path("responses").has(status);
        JsonNode described = resolved(operation.path("responses").path(named ? status : "default"));
        if (named) {
            SEEN.add(method + " " + template + " " + status);
        }
        JsonNode content = described.path("content");
        if (content.isMissingNode() || content.isEmpty()) {
            assertThat(body == null ? "" : body).as(call + " has no body").isEmpty();
            return;
        }
        assertThat(content.has(type))
                .as(call + " has the type " + type + " of the contract")
                .isTrue();
        if (type.endsWith("json") && body != null) {
            validate(call, content.path(type).path("schema"), body);
        }
        if (type.equals("text/event-stream")
                && body != null
                && !template.startsWith("/v1/")
                && !template.endsWith("/ingest")) {
            events(call, body);
        }
    }

    /** What no route answers is refused as a problem; the files of the reader and of the page are not part of the contract. */
    private static void checkOutside(String call, String path, int status, String type, String body) {
        if ((path.startsWith("/docs/") || path.startsWith("/web/")) && status == 200) {
            return;
        }
        assertThat(status).as(call + " is not in the contract").isBetween(400, 599);
        if (body != null && !body.isEmpty() && type.equals("application/problem+json")) {
            validate(call, schema("Problem"), body);
        }
    }

    private static void events(String call, String body) {
        for (String event : body.split("\n\n")) {
            String name = line(event, "event: ");
            String data = line(event, "data: ");
            if (name == null || data == null) {
                assertThat(event.strip()).as(call).matches("(:\\s*)*");
            } else if (name.equals("done") && call.contains("/ask")) {
                validate(call + " done", schema("Answer"), data);
            } else if (!name.equals("evidence")) {
                assertThat(EVENTS).as(call).containsKey(name);
                validate(call + " " + name, schema(EVENTS.get(name)), data);
            }
        }
    }

    private static String line(String event, String field) {
        return event.lines()
                .filter(line -> line.startsWith(field))
                .map(line -> line.substring(field.length()))
                .findFirst()
                .orElse(null);
    }

    private static JsonNode schema(String name) {
        return JSON.createObjectNode().put("$ref", "#/components/schemas/" + name);
    }

    private static void validate(String call, JsonNode schema, String body) {
        try {
            assertThat(SCHEMAS.computeIfAbsent(schema.toString(), text -> compiled(schema))
                            .validate(JSON.readTree(body)))
                    .as(call + "\n" + body)
                    .isEmpty();
        } catch (IOException e) {
            throw new AssertionError(call + " is not JSON: " + body, e);
        }
    }

    private static JsonSchema compiled(JsonNode schema) {
        ObjectNode whole = JSON.createObjectNode().put("$schema", "https://json-schema.org/draft/2020-12/schema");
        whole.putArray("allOf").add(schema);
        whole.set("components", CONTRACT.path("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        whole,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
    }

    private static String template(String path) {
        String[] parts = path.split("/", -1);
        return StreamSupport.stream(
                        ((Iterable<String>) () -> CONTRACT.path("paths").fieldNames()).spliterator(), false)
                .filter(template -> matches(template.split("/", -1), parts))
                .min(Comparator.comparingLong(template -> Stream.of(template.split("/", -1))
                        .filter(part -> part.startsWith("{"))
                        .count()))
                .orElse("");
    }

    private static boolean matches(String[] template, String[] parts) {
        if (template.length != parts.length) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            if (template[i].startsWith("{") ? parts[i].isEmpty() : !template[i].equals(parts[i])) {
                return false;
            }
        }
        return true;
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? CONTRACT.at(node.path("$ref").asText().substring(1)) : node;
    }

    private static JsonNode tightened(JsonNode node) {
        if (node.has("properties")
                && node.path("type").asText().equals("object")
                && !node.has("additionalProperties")) {
            ((ObjectNode) node).put("additionalProperties", false);
        }
        node.forEach(ContractCheck::tightened);
        return node;
    }

    private static JsonNode load() {
        var settings = LoadSettings.builder().setCodePointLimit(1 << 22).build();
        try {
            return JSON.valueToTree(new Load(settings).loadFromString(Files.readString(Path.of("src/openapi.yaml"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
