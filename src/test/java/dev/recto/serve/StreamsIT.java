package dev.recto.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.config.ServeConfig;
import dev.recto.serve.TestService.Reply;
import dev.recto.serve.access.Keys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to questions and their streams while they run. */
class StreamsIT {
    private static final String ASK = "/api/v1/collections/default/ask";
    private static final String QUESTION = "{\"question\":\"How long is the notice period?\"}";

    private final AtomicReference<HeldHome> held = new AtomicReference<>();

    private TestService start(Path folder, ServeConfig serve) {
        return TestService.start(folder, serve, home -> {
            held.set(new HeldHome(home));
            return held.get();
        });
    }

    @Test
    void case03_streamOfA_keyOfBTriesEverything_goesOn(@TempDir Path folder) throws Exception {
        try (TestService service = start(folder, ServeConfig.DEFAULT);
                HttpClient client = HttpClient.newHttpClient()) {
            service.home().catalog().collections().require("beta");
            String a = service.key("a", Map.of("default", "admin"));
            String b = service.key("b", Map.of("beta", "admin"));
            CompletableFuture<HttpResponse<String>> stream = stream(client, service, a);
            held.get().begun.await();
            for (Contract.Operation operation : Contract.operations()) {
                if (operation.has("c") || operation.has("j")) {
                    Reply reply = service.send(b, operation.method(), operation.at(Map.of("c", "default")), null);
                    assertThat(reply.status()).as(operation.toString()).isEqualTo(404);
                }
            }
            held.get().go.countDown();
            assertThat(stream.get().body()).contains("event: done");
        }
    }

    @Test
    void case06_keyRevokedDuringAStream_isCutByTheNextBeatAndTheWorkEnds(@TempDir Path folder) throws Exception {
        try (TestService service = start(folder, ServeConfig.DEFAULT);
                HttpClient client = HttpClient.newHttpClient()) {
            String admin = service.key("admin", Map.of("*", "admin"));
            Keys.Made made = service.made("leaked", Map.of("default", "read"), Set.of());
            CompletableFuture<HttpResponse<String>> stream =
                    stream(client, service, made.secret().value());
            held.get().begun.await();

            assertThat(service.send(
                                    admin,
                                    "DELETE",
                                    "/api/v1/keys/" + made.row().id(),
                                    null)
                            .status())
                    .isEqualTo(204);
            assertThat(failure(stream)).isInstanceOf(IOException.class);
            held.get().ended.await();
            assertThat(EventStream.BEAT).isLessThan(Duration.ofSeconds(5));
            assertThat(service.post(made.secret().value(), ASK, QUESTION).status())
                    .isEqualTo(401);
        }
    }

    @Test
    void questions_moreThanRunAndWait_areToldWhenToTryAgain(@TempDir Path folder) throws Exception {
        var one = new ServeConfig("127.0.0.1", 0, List.of(), 12, 0, 1, 0, 10);
        try (TestService service = start(folder, one);
                HttpClient client = HttpClient.newHttpClient()) {
            CompletableFuture<HttpResponse<String>> first = stream(client, service, null);
            held.get().begun.await();
            Reply refused = service.post(null, ASK, QUESTION);
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.json().path("code").asText()).isEqualTo("overloaded");
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
            assertThat(service.get(null, "/metrics").body()).contains("recto_asks_running 1.0");
            held.get().go.countDown();
            assertThat(first.get().statusCode()).isEqualTo(200);
            assertThat(service.post(null, ASK, QUESTION).status()).isEqualTo(200);
        }
    }

    @Test
    void requests_moreThanAMinuteMayHave_areToldWhenToTryAgain(@TempDir Path folder) {
        var three = new ServeConfig("127.0.0.1", 0, List.of(), 12, 3, 4, 4, 10);
        try (TestService service = TestService.start(folder, three)) {
            for (int i = 0; i < 3; i++) {
                assertThat(service.get(null, "/api/v1/collections").status()).isEqualTo(200);
            }
            Reply refused = service.get(null, "/api/v1/collections");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
            assertThat(service.get(null, "/health/live").status()).isEqualTo(200);
        }
    }

    private static CompletableFuture<HttpResponse<String>> stream(HttpClient client, TestService service, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service.address() + ASK))
                .header("Accept", "text/event-stream")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(QUESTION));
        if (key != null) {
            request.header("Authorization", "Bearer " + key);
        }
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static Throwable failure(CompletableFuture<?> future) throws InterruptedException {
        try {
            return new AssertionError("the stream ended in order: " + future.get());
        } catch (ExecutionException e) {
            return e.getCause() instanceof UncheckedIOException io ? io.getCause() : e.getCause();
        }
    }
}
