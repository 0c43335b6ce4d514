package dev.recto.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.catalog.DocumentDescription;
import dev.recto.catalog.DocumentRow;
import dev.recto.document.DocumentId;
import dev.recto.serve.TestService.Reply;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a visitor who may write, and may not see a document, can do to it and learn of it. */
class HiddenDocumentTest {
    private static final String DOCUMENTS = "/api/v1/collections/default/documents";

    private TestService service;
    private String writer;

    @BeforeEach
    void start(@TempDir Path folder) {
        service = TestService.start(folder);
        writer = service.made("writer", Map.of("default", "write"), Set.of()).secret().value();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private Reply upload(String key, String query, String text, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service.address() + DOCUMENTS + query))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString(text));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return service.send(request.build());
    }

    private String uploaded(String query, String text) {
        String admin = service.key("admin", Map.of("*", "admin"));
        Reply reply = upload(admin, query, text);
        assertThat(reply.status()).as(reply.body()).isEqualTo(202);
        service.get(admin, "/api/v1/jobs/" + reply.json().path("id").asText() + "/events");
        return reply.json().path("documents").path(0).path("id").asText();
    }

    private DocumentRow hide(String id) throws InterruptedException {
        DocumentRow row = service.home()
                .catalog()
                .documents()
                .find(new DocumentId(id))
                .orElseThrow();
        var collection = service.home().catalog().collections().find("default").orElseThrow();
        return service.home()
                .ingestor()
                .describe(collection, new DocumentDescription(row.id(), null, Set.of("board")));
    }

    @Test
    void upload_underTheKeyOfAHiddenDocument_isRefusedAndChangesNothing() throws Exception {
        DocumentRow hidden = hide(uploaded("?key=minutes&name=minutes.txt", "What the board decided."));

        Reply reply = upload(writer, "?key=minutes", "Something else.");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json().path("code").asText()).isEqualTo("key_taken");
        assertThat(reply.body()).doesNotContain(hidden.id().value(), "minutes.txt");
        assertThat(service.home().catalog().documents().find(hidden.id()))
                .get()
                .extracting(DocumentRow::version, DocumentRow::content)
                .containsExactly(hidden.version(), hidden.content());
    }

    @Test
    void upload_ofAHiddenDocumentsContent_becomesADocumentOfItsOwnOnce() throws Exception {
        DocumentRow hidden = hide(uploaded("?name=minutes.txt", "What the board decided."));

        Reply first = upload(writer, "?name=mine.txt", "What the board decided.");
        Reply again = upload(writer, "?name=mine.txt", "What the board decided.");

        assertThat(first.status()).as(first.body()).isEqualTo(202);
        assertThat(first.json().path("total").asInt()).isEqualTo(1);
        assertThat(first.body()).doesNotContain(hidden.id().value(), "minutes.txt");
        assertThat(first.json().path("documents").path(0).path("version").asInt()).isEqualTo(1);
        assertThat(again.json().path("documents").path(0).path("id"))
                .isEqualTo(first.json().path("documents").path(0).path("id"));
        assertThat(service.home().catalog().documents().find(hidden.id()))
                .get()
                .extracting(DocumentRow::version, DocumentRow::name)
                .containsExactly(hidden.version(), "minutes.txt");
    }
}
