package dev.recto.serve;

import static dev.recto.serve.RunningService.DOCUMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.recto.config.LimitsConfig;
import dev.recto.config.Network;
import dev.recto.config.UploadConfig;
import dev.recto.config.UrlConfig;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UrlRoutesTest {
    private static HttpResponse<String> post(RunningService service, String json) throws Exception {
        return service.post(DOCUMENTS + "/url", "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void url_notAllowed_isRefused(@TempDir Path home) throws Exception {
        try (var service = new RunningService(home, LimitsConfig.DEFAULT, UploadConfig.DEFAULT, UrlConfig.DEFAULT)) {
            HttpResponse<String> response = post(service, "{\"url\": \"http://example.com/\"}");
            assertThat(response.statusCode()).isEqualTo(403);
            assertThat(response.body()).contains("url_not_allowed");
        }
    }

    @Test
    void url_allowed_takesTheDocumentIn(@TempDir Path home) throws Exception {
        HttpServer web = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        web.createContext("/", exchange -> {
            byte[] page = "<html><title>Tides</title><p>The tide is highest at noon.</html>".getBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        web.start();
        var urls = new UrlConfig(UrlConfig.Rule.ALLOWED, List.of(Network.parse("127.0.0.1")), 10, 5);
        String url = "http://127.0.0.1:" + web.getAddress().getPort() + "/tides";
        try (var service = new RunningService(home, LimitsConfig.DEFAULT, UploadConfig.DEFAULT, urls)) {
            HttpResponse<String> response =
                    post(service, "{\"url\": \"" + url + "#top\", \"metadata\": {\"from\": \"web\"}}");

            assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
            JsonNode job = RunningService.JSON.readTree(response.body());
            assertThat(job.get("kind").asText()).isEqualTo("url");
            assertThat(job.get("documents").get(0).get("key").asText()).isEqualTo(url);
            assertThat(service.events(job.get("id").asText())).contains("INDEXED");

            assertThat(post(service, "{\"url\": \"http://[::1]/\"}").body()).contains("url_refused");
            assertThat(post(service, "{\"url\": \"http://127.0.0.1:1/\"}").statusCode())
                    .isEqualTo(502);
            assertThat(post(service, "{\"url\": 5}").statusCode()).isEqualTo(400);
            assertThat(post(service, "{\"url\": \"not an address\"}").statusCode())
                    .isEqualTo(400);
            assertThat(post(service, "{}").statusCode()).isEqualTo(400);
            assertThat(post(service, "{\"url\": \"" + url + "\", \"colour\": 1}")
                            .body())
                    .contains("unknown_field");
        } finally {
            web.stop(0);
        }
    }
}
