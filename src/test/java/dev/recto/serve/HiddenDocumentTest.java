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
        writer = service.made("writer", Map.of("default", "write"), Set.of())
                .secret()
                .value();
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
        DocumentRow row =
                service.home().catalog().documents().find(new DocumentId(id)).orElseThrow();
        var collection = service.home().catalog().collections().find("default").orElseThrow();
        return service.home().ingestor().describe(collection, new DocumentDescription(row.id(), null, Set.of("board")));
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
        assertThat(first.json().path("documents").path(0).path("version").asInt())
                .isEqualTo(1);
        assertThat(again.json().path("documents").path(0).path("id"))
                .isEqualTo(first.json().path("documents").path(0).path("id"));
        assertThat(service.home().catalog().documents().find(hidden.id()))
                .get()
                .extracting(DocumentRow::version, DocumentRow::name)
                .containsExactly(hidden.version(), "minutes.txt");
    }

    @Test
    void idempotencyKey_ofADocumentThatWasHiddenOrDeletedSince_tellsNothingOfIt() throws Exception {
        String id = uploaded("?key=minutes", "What the board decided.");
        String[] token = {"Idempotency-Key", "change-1"};
        String change = "{\"metadata\":{\"client\":\"northlight\"}}";
        assertThat(service.send(writer, "PATCH", DOCUMENTS + "/" + id, change, token)
                        .status())
                .isEqualTo(200);
        assertThat(service.send(writer, "PATCH", DOCUMENTS + "/" + id, change, token)
                        .header("Idempotency-Replayed"))
                .isEqualTo("true");

        hide(id);
        assertThat(service.send(writer, "PATCH", DOCUMENTS + "/" + id, change, token)
                        .status())
                .isEqualTo(404);

        String admin = service.key("another", Map.of("*", "admin"));
        String[] deletion = {"Idempotency-Key", "delete-1"};
        Reply deleted = service.send(admin, "DELETE", DOCUMENTS + "/" + id, null, deletion);
        assertThat(deleted.status()).isEqualTo(200);
        assertThat(service.send(admin, "DELETE", DOCUMENTS + "/" + id, null, deletion)
                        .json())
                .as("a deletion asked for again")
                .isEqualTo(deleted.json());
        assertThat(service.send(writer, "PATCH", DOCUMENTS + "/" + id, change, token)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void idempotencyKey_ofAnUploadThatWasTakenIn_isRefusedForAnotherOfTheSameLength() {
        assertThat(upload(writer, "?key=a", "Number one.", "Idempotency-Key", "up-1")
                        .status())
                .isEqualTo(202);
        Reply other = upload(writer, "?key=a", "Number two.", "Idempotency-Key", "up-1");
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.json().path("code").asText()).isEqualTo("idempotency_mismatch");
    }

    @Test
    void idempotencyKey_ofACollectionWhoseNameIsAnothersNow_isRefused() {
        String admin = service.key("admin", Map.of("*", "admin"));
        String[] token = {"Idempotency-Key", "rename-1"};
        service.post(admin, "/api/v1/collections", "{\"name\":\"plans\"}");
        String body = "{\"name\":\"drafts\"}";
        assertThat(service.send(admin, "PATCH", "/api/v1/collections/plans", body, token)
                        .status())
                .isEqualTo(200);
        service.post(admin, "/api/v1/collections", "{\"name\":\"plans\"}");
        assertThat(service.send(admin, "PATCH", "/api/v1/collections/plans", body, token)
                        .status())
                .isEqualTo(422);
    }

    @Test
    void collection_namedAsAnIdOfAnother_isRefused() {
        String admin = service.key("admin", Map.of("*", "admin"));
        var other = service.home().catalog().collections().require("other");
        Reply reply = service.post(admin, "/api/v1/collections", "{\"name\":\"" + other.id() + "\"}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("code").asText()).isEqualTo("invalid_name");
    }
}
