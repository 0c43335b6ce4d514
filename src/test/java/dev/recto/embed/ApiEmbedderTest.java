package dev.recto.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.recto.config.EmbeddingConfig;
import dev.recto.config.EmbeddingConfig.Provider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a real HTTP server that speaks the embedding shapes of OpenAI and Ollama. */
class ApiEmbedderTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String KEY = "sk-secret-0123456789";

    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> batches = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private int dimensions = 3;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/embeddings", this::openAi);
        server.createContext("/api/embed", this::ollama);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void embed_moreTextsThanABatch_sendsSeveralRequestsAndKeepsTheOrder() throws InterruptedException {
        try (Embedder embedder = openAi(3, 4)) {
            List<EmbeddingInput> inputs = IntStream.range(0, 10)
                    .mapToObj(i -> new EmbeddingInput("", "x".repeat(i), List.of()))
                    .toList();
            List<Embedding> embeddings = embedder.embed("openai:test", inputs);
            assertThat(batches).containsExactly(4, 4, 2);
            for (int i = 0; i < 10; i++) {
                float[] vector = embeddings.get(i).vector();
                assertThat(Math.round(vector[0] / vector[1])).isEqualTo(Math.max(1, i));
                assertThat(embeddings.get(i).sentences()).isEmpty();
            }
        }
    }

    @Test
    void embed_tooManyRequestsThenSuccess_triesAgain() throws InterruptedException {
        statuses.addAll(List.of(429, 503));
        try (Embedder embedder = openAi(3, 8)) {
            assertThat(embedder.embedQuestion("Hello?").getFirst().vector()).hasSize(3);
            assertThat(batches).hasSize(3);
        }
    }

    @Test
    void embed_contextGiven_standsBeforeTheText() throws InterruptedException {
        try (Embedder embedder = openAi(3, 8)) {
            float[] vector = embedder.embed("openai:test", List.of(new EmbeddingInput("abc", "de", List.of())))
                    .getFirst()
                    .vector();
            assertThat(Math.round(vector[0] / vector[1])).isEqualTo(6);
        }
    }

    @Test
    void models_dimensionsNotConfigured_asksTheModelOnce() {
        try (Embedder embedder = openAi(0, 8)) {
            assertThat(embedder.models()).isEqualTo(embedder.models());
            assertThat(embedder.models().getFirst().dimensions()).isEqualTo(3);
            assertThat(batches).hasSize(1);
        }
    }

    @Test
    void embed_otherDimensionsThanConfigured_saysWhichAndWhatToDo() {
        dimensions = 5;
        try (Embedder embedder = openAi(3, 8)) {
            assertThatThrownBy(() -> embedder.embedQuestion("Hello?"))
                    .isInstanceOf(EmbeddingException.class)
                    .hasMessageContainingAll("5 dimensions", "3 are expected", "embedding.dimensions");
        }
    }

    @Test
    void embed_wrongKey_saysSoAtOnceAndNeverShowsIt() {
        statuses.add(401);
        try (Embedder embedder = openAi(3, 8)) {
            assertThatThrownBy(() -> embedder.embedQuestion("Hello?"))
                    .isInstanceOf(EmbeddingException.class)
                    .hasNoCause()
                    .hasMessageContaining("RECTO_EMBEDDING_API_KEY")
                    .message()
                    .doesNotContain(KEY);
            assertThat(batches).hasSize(1);
            assertThat(embedder.toString()).doesNotContain(KEY);
        }
    }

    @Test
    void embed_unknownModelName_saysSo() {
        statuses.add(404);
        try (Embedder embedder = openAi(3, 8)) {
            assertThatThrownBy(() -> embedder.embedQuestion("Hello?"))
                    .isInstanceOf(EmbeddingException.class)
                    .hasMessageContaining("embedding.model");
        }
    }

    @Test
    void embed_interruptedWhileWaiting_stops() throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        server.removeContext("/v1/embeddings");
        server.createContext("/v1/embeddings", exchange -> {
            asked.countDown();
            await(never);
            exchange.close();
        });
        Thread caller = Thread.currentThread();
        try (Embedder embedder = openAi(3, 8)) {
            Thread interrupter = Thread.ofVirtual().start(() -> {
                await(asked);
                caller.interrupt();
            });
            assertThatThrownBy(() -> embedder.embedQuestion("Hello?")).isInstanceOf(InterruptedException.class);
            interrupter.join();
        } finally {
            never.countDown();
        }
    }

    @Test
    void embed_ollama_speaksItsShape() throws InterruptedException {
        EmbeddingConfig config =
                new EmbeddingConfig(Provider.OLLAMA, base(""), "bge-m3", null, 3, 8, 120, 0, null, null);
        try (Embedder embedder = Embedders.open(config, Path.of("unused"))) {
            assertThat(embedder.models().getFirst().id()).isEqualTo("ollama:bge-m3");
            assertThat(embedder.embedQuestion("Hello?").getFirst().vector()).hasSize(3);
        }
    }

    @Test
    void whatLeaves_eachProvider_namesTheAddressWithoutItsPassword() {
        assertThat(Embedders.whatLeaves(EmbeddingConfig.DEFAULT)).startsWith("Nothing leaves");
        EmbeddingConfig config = new EmbeddingConfig(
                Provider.OPENAI, "https://me:p@secret@host/v1", "test", KEY, 3, 8, 5, 0, null, null);
        assertThat(Embedders.whatLeaves(config))
                .contains("https://host/v1", "every question")
                .doesNotContain("secret");
    }

    private Embedder openAi(int dimensions, int batch) {
        return Embedders.open(
                new EmbeddingConfig(Provider.OPENAI, base("/v1"), "test", KEY, dimensions, batch, 120, 0, null, null),
                Path.of("unused"));
    }

    private String base(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void openAi(HttpExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.getRequestBody());
        batches.add(request.path("input").size());
        boolean known = ("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        Integer status = statuses.poll();
        if (status != null || !known) {
            reply(exchange, status == null ? 401 : status, "{\"error\": {\"message\": \"not with " + KEY + "\"}}");
            return;
        }
        ObjectNode answer = JSON.createObjectNode().put("object", "list").put("model", "test");
        answer.putObject("usage").put("prompt_tokens", 1).put("total_tokens", 1);
        ArrayNode data = answer.putArray("data");
        for (JsonNode text : request.path("input")) {
            ObjectNode item = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            item.set("embedding", vector(text.asText()));
        }
        reply(exchange, 200, JSON.writeValueAsString(answer));
    }

    private void ollama(HttpExchange exchange) throws IOException {
        ObjectNode answer = JSON.createObjectNode().put("model", "bge-m3");
        ArrayNode vectors = answer.putArray("embeddings");
        for (JsonNode text : JSON.readTree(exchange.getRequestBody()).path("input")) {
            vectors.add(vector(text.asText()));
        }
        reply(exchange, 200, JSON.writeValueAsString(answer));
    }

    private ArrayNode vector(String text) {
        ArrayNode vector = JSON.createArrayNode();
        IntStream.range(0, dimensions).forEach(i -> vector.add(i == 0 ? text.length() : 1));
        return vector;
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
