package dev.recto.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.serve.TestService.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reply whose end is known is sent as one, with its length. */
class WholeReplyTest {
    /** More than the server's 8 KiB, up to which it finds the length out by itself. */
    private static final int COLLECTIONS = 150;

    @Test
    void aLongListOfCollections_saysItsLengthAndComesInOnePiece(@TempDir Path folder) throws Exception {
        try (TestService service = TestService.start(folder)) {
            for (int number = 0; number < COLLECTIONS; number++) {
                service.home().catalog().collections().require("a-collection-with-a-name-of-some-length-" + number);
            }

            Reply reply = service.get(null, "/api/v1/collections");

            int length = reply.body().getBytes(StandardCharsets.UTF_8).length;
            assertThat(length).isGreaterThan(8 << 10);
            assertThat(reply.header("Content-Length")).isEqualTo(Integer.toString(length));
            assertThat(reply.header("Transfer-Encoding")).isNull();
        }
    }

    @Test
    void refusal_ofARequestWhoseBodyIsLeftUnread_comesAndTheNextRequestToo(@TempDir Path folder) throws Exception {
        try (TestService service = TestService.start(folder)) {
            service.key("somebody", Map.of("*", "admin"));
            String question = "{\"question\": \"" + "who ".repeat(500) + "\"}";
            for (int time = 0; time < 200; time++) {
                Reply reply = service.post("no-such-key", "/api/v1/collections/default/ask", question);
                assertThat(reply.status()).as("time " + time).isEqualTo(401);
            }
        }
    }

    @Test
    void refusal_ofABodyTooLarge_isHeardByWhoSendsAllOfItFirst(@TempDir Path folder) throws Exception {
        try (TestService service = TestService.start(folder)) {
            String large = "{\"question\": \"" + "a".repeat(5 << 20) + "\"}";
            for (int time = 0; time < 20; time++) {
                Reply reply = service.post(null, "/api/v1/collections/default/search", large);
                assertThat(reply.status()).as("time " + time).isEqualTo(413);
            }
        }
    }
}
