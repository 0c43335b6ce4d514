package dev.recto.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to a running service. What the service refuses becomes a {@link CommandException} with the service's own sentence: wrong use
 * where the request is wrong, failed otherwise.
 */
final class ServiceClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final String JSON = "application/json";

    private final ObjectMapper mapper = new ObjectMapper();
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private final String base;
    private final @Nullable String key;

    /**
     * Connects nothing yet.
     *
     * @param address such as {@code http://127.0.0.1:7878}
     * @param key a key or this machine's token, or null where the service needs none
     * @throws CommandException if the address is none, or the key has other characters than visible ASCII; its message is without the key
     */
    ServiceClient(String address, @Nullable String key) {
        this.base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        if (key != null && !key.chars().allMatch(sign -> sign > ' ' && sign <= '~')) {
            throw CommandException.wrongUse(
                    "RECTO_API_KEY is no key: it has a character that no key has. Set it again, as keys create printed it.");
        }
        this.key = key;
        try {
            URI uri = URI.create(base);
            if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                throw notAnAddress(address);
            }
        } catch (IllegalArgumentException e) {
            throw notAnAddress(address);
        }
    }

    /** Returns a path's segment or a parameter's value, percent-encoded. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Returns where the service listens. */
    String address() {
        return base;
    }

    /** Returns what stands at a path. */
    JsonNode get(String path) {
        return call("GET", path, BodyPublishers.noBody(), JSON);
    }

    /** Sends JSON and returns the reply. */
    JsonNode post(String path, JsonNode body) {
        return call("POST", path, published(body), JSON);
    }

    /** Sends bytes and returns the reply. */
    JsonNode upload(String path, BodyPublisher body) {
        return call("POST", path, body, "application/octet-stream");
    }

    /** Deletes what stands at a path and returns the reply. */
    JsonNode delete(String path) {
        return call("DELETE", path, BodyPublishers.noBody(), JSON);
    }

    /**
     * Sends JSON and returns the reply as it came; the status is not looked at.
     *
     * @param body JSON text
     */
    HttpResponse<String> raw(String path, String body) {
        return received(request(path, JSON).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    /**
     * Sends JSON and hears the reply's events until the one named {@code done}.
     *
     * @param events takes each event's name and data
     * @return the data of {@code done}
     */
    JsonNode listen(String path, JsonNode body, BiConsumer<String, JsonNode> events) {
        return heard(request(path, JSON).POST(published(body)), events);
    }

    /** Hears the events at a path until the one named {@code done}, and returns its data. */
    JsonNode follow(String path) {
        return heard(request(path, JSON).GET(), (event, data) -> {});
    }

    private JsonNode heard(HttpRequest.Builder asked, BiConsumer<String, JsonNode> events) {
        HttpRequest request = asked.header("Accept", "text/event-stream").build();
        HttpResponse<InputStream> reply = received(request, BodyHandlers.ofInputStream());
        try (var lines = new BufferedReader(new InputStreamReader(reply.body(), StandardCharsets.UTF_8))) {
            if (reply.statusCode() >= 400) {
                throw refused(reply.statusCode(), lines.readAllAsString(), retryAfter(reply));
            }
            return heard(lines, events);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private JsonNode heard(BufferedReader lines, BiConsumer<String, JsonNode> events) throws IOException {
        String event = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("event: ")) {
                event = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                String data = line.substring("data: ".length());
                switch (event) {
                    case "done" -> {
                        return mapper.readTree(data);
                    }
                    case "error" ->
                        throw refused(mapper.readTree(data).path("status").asInt(), data, null);
                    default -> events.accept(event, mapper.readTree(data));
                }
            }
        }
        throw CommandException.failed("The service at " + base + " ended before it was done.");
    }

    private JsonNode call(String method, String path, BodyPublisher body, String type) {
        HttpRequest request = request(path, type).method(method, body).build();
        HttpResponse<String> reply = received(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        if (reply.statusCode() >= 400) {
            throw refused(reply.statusCode(), reply.body(), retryAfter(reply));
        }
        try {
            return mapper.readTree(reply.body());
        } catch (JsonProcessingException e) {
            throw CommandException.failed("What answers at " + base + " is not Recto.");
        }
    }

    private HttpRequest.Builder request(String path, String type) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(base + path)).header("Content-Type", type);
        return key == null ? request : request.header("Authorization", "Bearer " + key);
    }

    private <T> HttpResponse<T> received(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (InterruptedException e) {
            throw stopped();
        } catch (ConnectException | HttpTimeoutException e) {
            throw CommandException.failed("No service answers at " + base + ". Is it running?");
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private RuntimeException broken(IOException failure) {
        return Thread.currentThread().isInterrupted() || failure.getCause() instanceof InterruptedException
                ? stopped()
                : new UncheckedIOException("The connection to " + base + " broke off.", failure);
    }

    /** Returns what an interrupt of this thread becomes. */
    static CancellationException stopped() {
        Thread.currentThread().interrupt();
        return new CancellationException("stopped");
    }

    /** Reads a wait in seconds; a date, which Recto's service never sends, counts as nothing said. */
    private static @Nullable Duration retryAfter(HttpResponse<?> reply) {
        String seconds = reply.headers().firstValue("Retry-After").orElse("");
        return seconds.matches("[0-9]{1,6}") ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
    }

    private CommandException refused(int status, String body, @Nullable Duration retryAfter) {
        String sentence = "The service at " + base + " answers with status " + status + ".";
        try {
            JsonNode problem = mapper.readTree(body);
            if (problem.path("detail").isTextual()) {
                sentence = problem.path("detail").textValue();
            }
        } catch (JsonProcessingException notJson) {
            // The status says it.
        }
        return new ServiceRefusal(status, sentence, retryAfter);
    }

    private static CommandException notAnAddress(String address) {
        return CommandException.wrongUse(
                "--server (or RECTO_SERVER) must be an address such as http://127.0.0.1:7878, and is \"" + address
                        + "\".");
    }

    private BodyPublisher published(JsonNode body) {
        return BodyPublishers.ofString(body.toString());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
