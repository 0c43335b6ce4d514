package dev.recto.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.AnswerRequest;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.StorageFailedException;
import dev.recto.config.ServeConfig;
import dev.recto.document.Caller;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that fails while something is streamed ends the service, as it does everywhere else. */
class FailedDiskTest {
    private static final class FailingHome extends HeldHome {
        FailingHome(ServedHome home) {
            super(home);
        }

        @Override
        public Answer ask(CollectionRow collection, Caller caller, AnswerRequest request, AnswerListener listener) {
            throw new StorageFailedException("The disk failed.", new IOException("fsync"));
        }
    }

    private static TestService start(Path folder) {
        return TestService.start(folder, ServeConfig.DEFAULT, FailingHome::new);
    }

    @Test
    void ask_streamedWhileTheDiskFails_endsTheService(@TempDir Path folder) {
        try (TestService service = start(folder)) {
            String body = service.send(
                            null,
                            "POST",
                            "/api/v1/collections/default/ask",
                            "{\"question\":\"Why?\"}",
                            "Accept",
                            "text/event-stream")
                    .body();
            assertThat(body).contains("event: error");
            assertThat(service.get(null, "/health/ready").status()).isEqualTo(503);
        }
    }

    @Test
    void mcp_askedWhileTheDiskFails_endsTheService(@TempDir Path folder) {
        try (TestService service = start(folder)) {
            service.send(
                    null,
                    "POST",
                    "/mcp",
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"ask\",\"arguments\":{\"question\":\"Why?\"}}}",
                    "Accept",
                    "application/json, text/event-stream");
            assertThat(service.get(null, "/health/ready").status()).isEqualTo(503);
        }
    }
}
