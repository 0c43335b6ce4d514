package dev.recto.ingest.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.recto.config.ReindexConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages to a real HTTP server. */
class WebhookTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> statuses = new LinkedBlockingQueue<>();
    private HttpServer server;

    private record Received(String body, String signature, String timestamp, String delivery) {}

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/hook", this::take);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.add(new Received(
                body,
                String.valueOf(exchange.getRequestHeaders().getFirst("X-Recto-Signature")),
                exchange.getRequestHeaders().getFirst("X-Recto-Timestamp"),
                exchange.getRequestHeaders().getFirst("X-Recto-Delivery")));
        Integer status = statuses.poll();
        exchange.sendResponseHeaders(status == null ? 204 : status, -1);
        exchange.close();
    }

    private ReindexConfig.Webhook config(String key) {
        return new ReindexConfig.Webhook(
                "http://127.0.0.1:" + server.getAddress().getPort() + "/hook", key, 3);
    }

    private Received next() throws InterruptedException {
        Received next = received.poll(20, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    @Test
    void tell_signed_canBeCheckedByWhoHasTheKey() throws Exception {
        try (var webhook = new Webhook(config("secret"), () -> NOW, length -> {})) {
            webhook.tell("{\"kind\":\"reindex\"}");

            Received message = next();

            assertThat(message.body()).isEqualTo("{\"kind\":\"reindex\"}");
            assertThat(message.timestamp()).isEqualTo("1773144000");
            String expected = Webhook.signature(
                    "secret".getBytes(StandardCharsets.UTF_8), message.timestamp() + "." + message.body());
            assertThat(message.signature()).isEqualTo("sha256=" + expected);
        }
    }

    @Test
    void signature_ofRfc4231sSecondCase_isTheOneThere() {
        assertThat(Webhook.signature("Jefe".getBytes(StandardCharsets.UTF_8), "what do ya want for nothing?"))
                .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    @Test
    void tell_serverThatFails_isToldAgainLaterAndLaterAsTheSameDelivery() throws Exception {
        statuses.addAll(List.of(500, 503));
        var pauses = new ArrayList<Duration>();
        try (var webhook = new Webhook(config("secret"), () -> NOW, pauses::add)) {
            webhook.tell("{}");

            List<String> deliveries = List.of(next().delivery(), next().delivery(), next().delivery());

            assertThat(deliveries).containsOnly(deliveries.getFirst());
            assertThat(pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4));
        }
    }

    @Test
    void tell_serverThatNeverTakesIt_givesUpAndTellsTheNext() throws Exception {
        statuses.addAll(List.of(500, 500, 500));
        try (var webhook = new Webhook(config("secret"), () -> NOW, length -> {})) {
            webhook.tell("{\"n\":1}");
            webhook.tell("{\"n\":2}");

            assertThat(List.of(next().body(), next().body(), next().body(), next().body()))
                    .containsExactly("{\"n\":1}", "{\"n\":1}", "{\"n\":1}", "{\"n\":2}");
        }
    }
}
