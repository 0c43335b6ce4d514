package dev.recto.serve.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.serve.TestService;
import dev.recto.serve.TestService.Reply;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in, and with what. */
class AccessTest {
    private TestService service;

    @BeforeEach
    void start(@TempDir Path folder) {
        service = TestService.start(folder);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void withoutAnyKey_thisMachine_isLetIn() {
        assertThat(service.get(null, "/api/v1/collections").status()).isEqualTo(200);
        assertThat(service.get(null, "/api/v1/session").json().path("visitor").asText())
                .isEqualTo("local");
    }

    @Test
    void withoutAnyKey_aWrongOne_isRefused() {
        Reply reply = service.get("recto_nothing", "/api/v1/collections");
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.json().path("code").asText()).isEqualTo("unauthorized");
        assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
    }

    @Test
    void firstKey_made_isNeededFromThenOn() {
        Reply made = service.post(null, "/api/v1/keys", "{\"name\":\"ops\",\"roles\":{\"*\":\"admin\"}}");
        assertThat(made.status()).isEqualTo(201);
        String key = made.json().path("key").asText();
        assertThat(service.get(null, "/api/v1/collections").status()).isEqualTo(401);
        assertThat(service.get(key, "/api/v1/collections").status()).isEqualTo(200);
        assertThat(service.send(
                                key,
                                "DELETE",
                                "/api/v1/keys/" + made.json().path("id").asText(),
                                null)
                        .status())
                .isEqualTo(204);
        assertThat(service.get(null, "/api/v1/collections").status())
                .as("revoking the last key opens nothing")
                .isEqualTo(401);
    }

    @Test
    void health_withoutAKey_isOpen() {
        service.key("ops", Map.of("*", "admin"));
        assertThat(service.get(null, "/health/live").status()).isEqualTo(200);
        assertThat(service.get(null, "/health/ready").status()).isEqualTo(200);
        assertThat(service.get(null, "/metrics").status()).isEqualTo(401);
    }

    @Test
    void host_ofAnotherName_isRefused() {
        assertThat(hosted("evil.example", null)).isEqualTo(421);
        assertThat(hosted("127.0.0.1.evil.example", null)).isEqualTo(421);
        assertThat(hosted("localhost", null)).isEqualTo(200);
    }

    @Test
    void origin_ofAnotherPage_isRefused() {
        assertThat(hosted("localhost:7878", "http://evil.example")).isEqualTo(403);
        assertThat(hosted("localhost:7878", "null")).isEqualTo(403);
        assertThat(hosted("localhost:7878", "http://localhost:9999")).isEqualTo(403);
        assertThat(hosted("localhost:7878", "http://localhost:7878")).isEqualTo(200);
    }

    @Test
    void session_signedIn_readsWithTheCookieAndWritesWithTheToken() {
        service.home().catalog().collections().require("papers");
        String key = service.key("page", Map.of("*", "admin"));
        Reply in = service.post(null, "/api/v1/session", "{\"key\":\"" + key + "\"}");
        assertThat(in.status()).isEqualTo(201);
        assertThat(in.header("Set-Cookie"))
                .contains("HttpOnly", "SameSite=Strict", "Path=/")
                .doesNotContain(key);
        String cookie = in.header("Set-Cookie").split(";")[0];
        String csrf = in.json().path("csrf_token").asText();

        assertThat(with("GET", "/api/v1/collections", null, "Cookie", cookie).status())
                .isEqualTo(200);
        assertThat(with("GET", "/api/v1/session", null, "Cookie", cookie)
                        .json()
                        .path("csrf_token")
                        .asText())
                .isEqualTo(csrf);
        Reply without = with("POST", "/api/v1/collections", "{\"name\":\"a\"}", "Cookie", cookie);
        assertThat(without.status()).isEqualTo(403);
        assertThat(without.json().path("code").asText()).isEqualTo("csrf");
        assertThat(with("POST", "/api/v1/collections", "{\"name\":\"a\"}", "Cookie", cookie, "X-CSRF-Token", csrf)
                        .status())
                .isEqualTo(201);
        assertThat(with("DELETE", "/api/v1/session", null, "Cookie", cookie, "X-CSRF-Token", csrf)
                        .status())
                .isEqualTo(204);
        assertThat(with("GET", "/api/v1/collections", null, "Cookie", cookie).status())
                .isEqualTo(401);
    }

    @Test
    void session_wrongKey_isRefused() {
        service.key("page", Map.of("*", "read"));
        assertThat(service.post(null, "/api/v1/session", "{\"key\":\"recto_x\"}")
                        .status())
                .isEqualTo(401);
        assertThat(with("GET", "/api/v1/collections", null, "Cookie", "recto_session=s_x")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void idempotencyKey_sentAgain_doesTheWriteOnce() {
        String body = "{\"name\":\"once\"}";
        Reply first = with("POST", "/api/v1/collections", body, "Idempotency-Key", "k-1");
        Reply again = with("POST", "/api/v1/collections", body, "Idempotency-Key", "k-1");
        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(with("POST", "/api/v1/collections", body).status()).isEqualTo(409);
        Reply other = with("POST", "/api/v1/collections", "{\"name\":\"two\"}", "Idempotency-Key", "k-1");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().path("code").asText()).isEqualTo("idempotency_mismatch");
    }

    @Test
    void idempotencyKey_ofARefusedWrite_canBeUsedAgain() {
        assertThat(with("POST", "/api/v1/collections", "{\"name\":\"a b\"}", "Idempotency-Key", "k-2")
                        .status())
                .isEqualTo(400);
        assertThat(with("POST", "/api/v1/collections", "{\"name\":\"ab\"}", "Idempotency-Key", "k-2")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void idempotencyKey_ofANewKey_keepsNoSecret() throws Exception {
        String body = "{\"name\":\"ops\",\"roles\":{\"*\":\"admin\"}}";
        Reply first = with("POST", "/api/v1/keys", body, "Idempotency-Key", "k-3");
        String key = first.json().path("key").asText();
        Reply again = service.send(key, "POST", "/api/v1/keys", body, "Idempotency-Key", "k-3");
        assertThat(again.status())
                .as("another visitor's token is another write")
                .isEqualTo(201);
        Reply third = service.send(key, "POST", "/api/v1/keys", body, "Idempotency-Key", "k-3");
        assertThat(third.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(third.json().path("key").isNull()).isTrue();
        assertThat(third.json().path("id")).isEqualTo(again.json().path("id"));
    }

    @Test
    void head_ofAKnownAddress_isNotAllowed() {
        service.key("ops", Map.of("*", "admin"));
        assertThat(service.send(null, "HEAD", "/api/v1/collections", null).status())
                .isEqualTo(405);
    }

    private Reply with(String method, String path, String json, String... headers) {
        return service.send(null, method, path, json, headers);
    }

    private int hosted(String host, String origin) {
        return new RawRequest(URI.create(service.address())).status("/health/live", host, origin);
    }
}
