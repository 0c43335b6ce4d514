package dev.recto.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.serve.access.RawRequest;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A body that breaks off is the client's fault, wherever it was sent. */
class BrokenBodyTest {
    @Test
    void body_shorterThanItsLength_isRefusedOnEveryDoor(@TempDir Path folder) {
        try (TestService service = TestService.start(folder)) {
            for (String path : new String[] {"/api/v1/collections/default/ask", "/mcp", "/v1/chat/completions"}) {
                String reply = new RawRequest(URI.create(service.address()))
                        .sendLast("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 1000\r\n\r\n{\"question\":");

                assertThat(reply).as(path).startsWith("HTTP/1.1 400 ").contains("incomplete_body");
            }
        }
    }

    @Test
    void body_compressed_isRefusedBeforeItIsRead(@TempDir Path folder) {
        try (TestService service = TestService.start(folder)) {
            String reply = new RawRequest(URI.create(service.address()))
                    .sendLast(
                            "POST /api/v1/collections HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                    + "Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\n\u001f\u008b\b");

            assertThat(reply).startsWith("HTTP/1.1 415 ").contains("unsupported_content_encoding");
        }
    }
}
