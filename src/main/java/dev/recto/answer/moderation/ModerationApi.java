package dev.recto.answer.moderation;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.recto.config.ModerationConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks a moderation endpoint in <a href="https://platform.openai.com/docs/api-reference/moderations">OpenAI's shape</a>. LangChain4j's own model gives
 * neither categories nor scores, so the few lines of the protocol stand here. Redirects are not followed: the key would go along.
 */
final class ModerationApi implements AutoCloseable {
    private static final String OPENAI = "https://api.openai.com/v1";

    /** An answer has some kilobytes. */
    private static final long MOST_BYTES = 1 << 20;

    /** Pause before the second and last try, in ms. Chosen: an endpoint that fails for a moment is asked again, one that is down costs little. */
    private static final long PAUSE = 200;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_/ .-]{1,60}");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ModerationConfig config;
    private final HttpClient client;
    private final URI address;

    ModerationApi(ModerationConfig config) {
        this.config = config;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(config.timeout()))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        String base = config.baseUrl() == null ? OPENAI : config.baseUrl();
        this.address = URI.create(base.replaceFirst("/+$", "") + "/moderations");
    }

    /** Returns where texts go, without a name and password that the address may hold. */
    static String shownAddress(ModerationConfig config) {
        String base = config.baseUrl() == null ? OPENAI : config.baseUrl();
        return base.replaceFirst("//[^/]*@", "//");
    }

    /** Judges a text. */
    Judgement judge(String text) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(config.timeout());
        for (int tried = 1; ; tried++) {
            try {
                HttpResponse<String> response = send(text, deadline);
                boolean passing = response.statusCode() == 429 || response.statusCode() >= 500;
                if (!passing || tried == 2 || !pause(deadline)) {
                    return judgement(response);
                }
            } catch (IOException network) {
                if (tried == 2 || !pause(deadline)) {
                    return new Judgement.Failed(
                            "The moderation endpoint could not be reached, or did not answer in time ("
                                    + network.getClass().getSimpleName()
                                    + "). Check moderation.base_url and moderation.timeout.");
                }
            }
        }
    }

    private static boolean pause(long deadline) throws InterruptedException {
        if (deadline - System.nanoTime() <= TimeUnit.MILLISECONDS.toNanos(PAUSE)) {
            return false;
        }
        Thread.sleep(PAUSE);
        return true;
    }

    private HttpResponse<String> send(String text, long deadline) throws IOException, InterruptedException {
        String body = JsonNodeFactory.instance
                .objectNode()
                .put("model", config.model())
                .put("input", text)
                .toString();
        var request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime())))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (config.apiKey() != null) {
            request.header("Authorization", "Bearer " + config.apiKey());
        }
        return client.send(
                request.build(), HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofString(), MOST_BYTES));
    }

    private Judgement judgement(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status == 401 || status == 403) {
            return new Judgement.Failed(
                    "The moderation endpoint refused the key. Set the right one in RECTO_MODERATION_API_KEY or moderation.api_key_file.");
        }
        if (status / 100 != 2) {
            return new Judgement.Failed("The moderation endpoint failed (HTTP " + status
                    + "). Check moderation.base_url and moderation.model.");
        }
        try {
            JsonNode results = JSON.readTree(response.body()).path("results");
            return results.isArray()
                            && results.size() == 1
                            && results.get(0).path("flagged").isBoolean()
                    ? judged(results.get(0))
                    : unreadable();
        } catch (JacksonException broken) {
            return unreadable();
        }
    }

    private static Judgement unreadable() {
        return new Judgement.Failed(
                "The moderation endpoint sent what is no judgement. Is moderation.base_url the address of a moderation API?");
    }

    private Judgement judged(JsonNode result) {
        Map<String, Double> scores = new LinkedHashMap<>();
        result.path("category_scores").properties().forEach(score -> {
            if (NAME.matcher(score.getKey()).matches() && score.getValue().isNumber()) {
                scores.put(score.getKey(), Math.clamp(score.getValue().asDouble(), 0, 1));
            }
        });
        Set<String> flagged = new LinkedHashSet<>();
        result.path("categories").properties().forEach(category -> {
            if (NAME.matcher(category.getKey()).matches() && category.getValue().asBoolean()) {
                flagged.add(category.getKey());
            }
        });
        if (config.categories().isEmpty()) {
            boolean whole = result.path("flagged").asBoolean();
            return new Judgement.Judged(
                    whole && flagged.isEmpty() ? Set.of("flagged") : whole ? flagged : Set.of(), scores);
        }
        return chosen(result, flagged, scores);
    }

    /** A category that the endpoint does not know is misspelt or gone: to go on without it would let everything through. */
    private Judgement chosen(JsonNode result, Set<String> flagged, Map<String, Double> scores) {
        Set<String> refusing = new LinkedHashSet<>();
        for (Map.Entry<String, Optional<Double>> category : config.categories().entrySet()) {
            String name = category.getKey();
            Optional<Double> least = category.getValue();
            @Nullable Double score = scores.get(name);
            boolean known = least.isPresent()
                    ? score != null
                    : result.path("categories").has(name);
            if (!known) {
                return new Judgement.Failed(
                        "The moderation endpoint knows no category \"" + name + "\". Correct moderation.categories.");
            }
            boolean high = least.isPresent() && score != null && score >= least.get();
            if (high || (least.isEmpty() && flagged.contains(name))) {
                refusing.add(name);
            }
        }
        return new Judgement.Judged(refusing, scores);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
