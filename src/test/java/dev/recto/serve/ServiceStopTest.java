package dev.recto.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.recto.answer.chat.ModelServer;
import dev.recto.config.EmbeddingConfig;
import dev.recto.config.ServeConfig;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceStopTest {
    @Test
    void close_whileAChatModelHangs_cutsTheRequestOffAndClosesTheRest(@TempDir Path folder) throws Exception {
        var asked = new CountDownLatch(1);
        ModelServer.Behaviour hangs = (exchange, server) -> {
            asked.countDown();
            ModelServer.hangsAfter("").answer(exchange, server);
        };
        try (ModelServer model = new ModelServer(hangs);
                HttpClient client = HttpClient.newHttpClient()) {
            var config = TestService.config(EmbeddingConfig.DEFAULT, ServeConfig.DEFAULT.at("127.0.0.1", 0))
                    .with(model.config(600));
            TestService service = TestService.start(folder, config, UnaryOperator.identity());
            var lease = service.document("default", "lease.md", "The tenant pays a deposit of 900 euros.");
            String key = service.key("asker", Map.of("default", "read"));
            client.sendAsync(
                    HttpRequest.newBuilder(URI.create(service.address() + "/api/v1/collections/default/summarise"))
                            .header("Authorization", "Bearer " + key)
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString("{\"document\": \"" + lease.id() + "\"}"))
                            .build(),
                    BodyHandlers.ofString());
            asked.await();
            assertThatCode(service::close).doesNotThrowAnyException();
            client.shutdownNow();
        }
        try (TestService again = TestService.start(folder)) {
            assertThat(again.home().catalog().collections().require("default").name())
                    .isEqualTo("default");
        }
    }
}
