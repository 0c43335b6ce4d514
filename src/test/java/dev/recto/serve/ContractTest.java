package dev.recto.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.recto.answer.chat.ModelServer;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.HomeLock;
import dev.recto.config.AnswerConfig;
import dev.recto.config.ChatConfig;
import dev.recto.config.EmbeddingConfig;
import dev.recto.config.LimitsConfig;
import dev.recto.config.ModerationConfig;
import dev.recto.config.Network;
import dev.recto.config.RectoConfig;
import dev.recto.config.ReindexConfig;
import dev.recto.config.ServeConfig;
import dev.recto.config.UploadConfig;
import dev.recto.config.UrlConfig;
import dev.recto.config.UsageConfig;
import dev.recto.config.WatchConfig;
import dev.recto.ingest.WorkSignal;
import dev.recto.serve.TestService.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operation of the contract with every status that it names, on a real service. The wrong requests are made from the contract
 * itself, so that a route to come is met too; what goes well is told step by step.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ContractTest {
    private static final int FILE_BYTES = 300_000;
    private static final String C = "/api/v1/collections/default";
    private static final String NOTICE = "# Lease\n\nThe notice period of the office lease is six months.\n";

    private TestService service;
    private String admin;
    private String reader;
    private String elsewhere;

    @TempDir
    static Path watched;

    @BeforeAll
    void start(@TempDir Path folder) {
        LimitsConfig standard = LimitsConfig.DEFAULT;
        var limits = new LimitsConfig(
                FILE_BYTES,
                standard.readSeconds(),
                standard.readMemoryMb(),
                standard.readTextChars(),
                standard.readParts(),
                standard.childFiles(),
                standard.childBytes(),
                standard.childDepth(),
                standard.questionChars());
        var config = new RectoConfig(
                EmbeddingConfig.DEFAULT,
                ChatConfig.DEFAULT,
                UsageConfig.DEFAULT,
                AnswerConfig.DEFAULT,
                new ModerationConfig(
                        ModerationConfig.Provider.NONE,
                        null,
                        "",
                        null,
                        5,
                        Map.of(),
                        List.of("unspeakable"),
                        ModerationConfig.OnFailure.REFUSE),
                ServeConfig.DEFAULT.at("127.0.0.1", 0),
                limits,
                UploadConfig.DEFAULT,
                new UrlConfig(UrlConfig.Rule.ALLOWED, List.of(Network.parse("127.0.0.1")), 20, 5),
                ReindexConfig.DEFAULT,
                new WatchConfig(List.of(new WatchConfig.Folder("watched", watched())), 10, 0, 60, 30));
        service = TestService.start(folder, config, UnaryOperator.identity());
        admin = service.key("admin", Map.of("*", "admin"));
        reader = service.key("reader", Map.of("default", "read"));
        service.home().catalog().collections().require("other");
        elsewhere = service.key("elsewhere", Map.of("other", "admin"));
    }

    private Path watched() {
        try {
            for (int i = 0; i < 5; i++) {
                Files.writeString(watched.resolve("note-" + i + ".txt"), "Note " + i + " tells of a harbour.");
            }
            return watched;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    void everyStatusOfEveryOperation_wasMet() {
        service.close();
        Set<String> missing = new TreeSet<>(ContractCheck.documented());
        missing.removeAll(ContractCheck.seen());
        assertThat(missing).as("statuses of the contract that no response had").isEmpty();
    }

    @Test
    @Order(1)
    void eachOperation_withoutKey_is401() {
        for (Contract.Operation operation : Contract.operations()) {
            if (!operation.open()) {
                Reply reply =
                        service.send(null, operation.method(), operation.at(Map.of("c", "default")), body(operation));
                assertThat(reply.status()).as(operation.toString()).isEqualTo(401);
            }
        }
        assertThat(service.post(null, "/api/v1/session", "{\"key\":\"recto_wrong\"}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    @Order(2)
    void eachOperationOnACollection_withAKeyOfAnother_is404() {
        for (Contract.Operation operation : Contract.operations()) {
            if (operation.has("c")) {
                Reply reply = service.send(
                        elsewhere, operation.method(), operation.at(Map.of("c", "default")), body(operation));
                assertThat(reply.status()).as(operation.toString()).isEqualTo(404);
            }
        }
    }

    @Test
    @Order(3)
    void eachOperationThatChanges_withAReadKey_is403() {
        for (String call : ContractCheck.documented()) {
            if (call.endsWith(" 403")) {
                String[] words = call.split(" ");
                String path = words[1].replace("{c}", "default").replaceAll("\\{[a-z]+}", "x");
                assertThat(service.send(reader, words[0], path, "{}").status())
                        .as(call)
                        .isEqualTo(403);
            }
        }
    }

    @Test
    @Order(4)
    void eachOperation_withAnUnknownParameter_is400() throws IOException, InterruptedException {
        DocumentRow row = service.document("default", "lease.md", NOTICE);
        for (String call : ContractCheck.documented()) {
            if (call.endsWith(" 400")) {
                String[] words = call.split(" ");
                String path = words[1].replace("{c}", "default")
                        .replace("{d}", row.id().value())
                        .replace("{n}", "1");
                boolean openAi = path.startsWith("/v1/");
                Reply reply = service.send(
                        path.endsWith("/ingest") || path.endsWith("/backups") ? command() : admin,
                        words[0],
                        path.replaceAll("\\{[a-z]+}", "x") + (openAi ? "" : "?nope=1&%C2%B3=2"),
                        words[0].equals("GET") ? null : "{}");
                assertThat(reply.status()).as(call).isEqualTo(400);
            }
        }
    }

    @Test
    @Order(5)
    void eachOperationWithAnId_thatIsAbsent_is404() {
        DocumentRow row = service.home()
                .catalog()
                .documents()
                .named(collection().id(), "lease.md")
                .getFirst();
        for (String call : ContractCheck.documented()) {
            if (call.endsWith(" 404")
                    && !call.contains("/v1/chat")
                    && !call.contains("/v1/embeddings")
                    && !call.contains("/v1/moderations")) {
                String[] words = call.split(" ");
                String path = words[1].replace(
                        "{d}", words[1].contains("{n}") ? row.id().value() : "{d}");
                path = path.replaceAll("\\{[a-z]+}$", "d_absentabsent").replace("{c}", "nosuch");
                Reply reply = service.send(
                        admin, words[0], path.replaceAll("\\{[a-z]+}", "x"), words[0].equals("GET") ? null : "{}");
                assertThat(reply.status()).as(call).isEqualTo(404);
            }
        }
    }

    @Test
    @Order(6)
    void eachOperationWithAJsonBody_sentAsText_is415() throws IOException, InterruptedException {
        String document = C + "/documents/"
                + service.home()
                        .catalog()
                        .documents()
                        .named(collection().id(), "lease.md")
                        .getFirst()
                        .id();
        String answer = answer();
        for (String call : ContractCheck.documented()) {
            if (call.endsWith(" 415")) {
                String[] words = call.split(" ");
                String path = words[1].replace("{c}", "default").replace("/answers/{a}", "/answers/" + answer);
                path = path.replace(C + "/documents/{d}", document).replaceAll("\\{[a-z]+}", "x");
                HttpRequest request = HttpRequest.newBuilder(URI.create(service.address() + path))
                        .method(words[0], HttpRequest.BodyPublishers.ofString("{}"))
                        .header(
                                "Authorization",
                                "Bearer " + (path.endsWith("/ingest") || path.endsWith("/backups") ? command() : admin))
                        .header("Content-Type", "text/x-nothing")
                        .header("Content-Encoding", path.endsWith("/documents") ? "gzip" : "identity")
                        .build();
                assertThat(service.send(request).status()).as(call).isEqualTo(415);
            }
        }
    }

    @Test
    @Order(7)
    void health_metricsAndContract_answer() {
        for (String path : List.of("/health/live", "/health/ready", "/metrics", "/openapi.yaml", "/docs")) {
            assertThat(service.get(admin, path).status()).as(path).isEqualTo(200);
        }
        assertThat(service.get(admin, "/docs/swagger-ui.css").status()).isEqualTo(200);
        assertThat(service.get(admin, "/docs/docs.js").status()).isEqualTo(200);
        assertThat(service.get(admin, "/openapi.yaml").body()).isEqualTo(read(Path.of("src/openapi.yaml")));
    }

    @Test
    @Order(8)
    void collections_madeRenamedShownDeleted() {
        assertThat(service.get(admin, "/api/v1/collections?limit=1")
                        .json()
                        .path("next")
                        .isTextual())
                .isTrue();
        Reply made = service.post(admin, "/api/v1/collections", "{\"name\":\"合同\"}");
        assertThat(made.status()).isEqualTo(201);
        String path = "/api/v1/collections/" + made.json().path("id").asText();
        assertThat(service.post(admin, "/api/v1/collections", "{\"name\":\"合同\"}")
                        .status())
                .isEqualTo(409);
        assertThat(service.send(admin, "PATCH", path, "{\"name\":\"contracts\"}")
                        .json()
                        .path("name")
                        .asText())
                .isEqualTo("contracts");
        assertThat(service.send(admin, "PATCH", path, "{\"name\":\"default\"}").status())
                .isEqualTo(409);
        assertThat(service.get(admin, path).status()).isEqualTo(200);
        assertThat(service.send(admin, "DELETE", path, null).status()).isEqualTo(200);
        assertThat(service.get(admin, path).status()).isEqualTo(404);
    }

    @Test
    @Order(9)
    void upload_rawBody_becomesADocumentWithPartsAndPicture() throws IOException, InterruptedException {
        Reply reply = upload(
                Files.readAllBytes(Path.of("data/samples/staff-handbook.pdf")), "?name=handbook.pdf&key=handbook");
        assertThat(reply.status()).isEqualTo(202);
        String job = reply.json().path("id").asText();
        assertThat(service.get(admin, "/api/v1/jobs/" + job + "/events").body()).contains("event: done");
        assertThat(service.get(admin, "/api/v1/jobs/" + job)
                        .json()
                        .path("state")
                        .asText())
                .isEqualTo("done");
        assertThat(service.get(admin, "/api/v1/jobs?limit=1").json().path("jobs"))
                .hasSize(1);
        String document = C + "/documents/"
                + reply.json().path("documents").path(0).path("id").asText();
        assertThat(service.get(admin, document).json().path("versions")).hasSize(1);
        assertThat(service.get(admin, document + "/passages?limit=1").status()).isEqualTo(200);
        JsonNode part = service.get(admin, document + "/parts/2").json();
        assertThat(part.path("lines")).isNotEmpty();
        assertThat(part.path("text").asText()).contains("training budget");
        HttpResponse<byte[]> picture = bytes(document + "/parts/2/image?dpi=50");
        assertThat(picture.statusCode()).isEqualTo(200);
        assertThat(picture.body()).startsWith(0x89, 'P', 'N', 'G');
        HttpResponse<byte[]> original = bytes(document + "/original");
        assertThat(original.body()).isEqualTo(Files.readAllBytes(Path.of("data/samples/staff-handbook.pdf")));
        assertThat(original.headers().firstValue("Content-Disposition").orElse(""))
                .startsWith("attachment");
        assertThat(original.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("sandbox");
        Reply range = service.send(admin, "GET", document + "/original", null, "Range", "bytes=0-4");
        assertThat(range.status()).isEqualTo(206);
        assertThat(range.body()).isEqualTo("%PDF-");
        assertThat(range.header("Content-Range")).isEqualTo("bytes 0-4/" + original.body().length);
        assertThat(service.send(admin, "GET", document + "/original", null, "Range", "bytes=999999999-")
                        .status())
                .isEqualTo(416);
        assertThat(service.get(admin, document + "/ledger?limit=1")
                        .json()
                        .path("next")
                        .isTextual())
                .isTrue();
        assertThat(service.post(admin, document + "/reread", "").status()).isEqualTo(202);
        assertThat(upload(new byte[FILE_BYTES + 1], "").status()).isEqualTo(413);
    }

    @Test
    @Order(10)
    void page_withAndWithoutItsTag_isSentOrUnchanged() {
        Reply page = service.get(null, "/");
        assertThat(page.status()).isEqualTo(200);
        assertThat(service.send(null, "GET", "/", null, "If-None-Match", String.valueOf(page.header("ETag")))
                        .status())
                .isEqualTo(304);
    }

    @Test
    @Order(10)
    void document_changedAndDeleted_isFoundAsItIsNow() {
        String document = C + "/documents/"
                + service.document("default", "parking.md", "The garage has forty parking spaces.\n")
                        .id();
        assertThat(service.send(admin, "PATCH", document, "{\"metadata\":{\"client\":\"northlight\"}}")
                        .json()
                        .path("metadata"))
                .hasSize(1);
        String filtered = "{\"question\":\"parking spaces\",\"filter\":{\"client\":\"northlight\"}}";
        assertThat(service.post(reader, C + "/search", filtered).json().path("evidence"))
                .hasSize(1);
        assertThat(service.send(admin, "PATCH", document, "{\"access\":[\"board\"]}")
                        .status())
                .isEqualTo(200);
        assertThat(service.post(reader, C + "/search", filtered).json().path("evidence"))
                .isEmpty();
        assertThat(service.get(reader, document).status()).isEqualTo(404);
        assertThat(service.send(admin, "DELETE", document, null)
                        .json()
                        .path("absent")
                        .asBoolean())
                .isTrue();
        assertThat(service.get(admin, document + "/receipt")
                        .json()
                        .path("absent")
                        .asBoolean())
                .isTrue();
        assertThat(service.get(admin, C + "/documents?limit=1000")
                        .json()
                        .path("documents")
                        .findValuesAsText("name"))
                .doesNotContain("parking.md");
    }

    @Test
    @Order(11)
    void documentInAnother_changedOrDeleted_is409() throws IOException, InterruptedException {
        Reply mail = upload(Files.readAllBytes(Path.of("data/samples/calibration-offer.eml")), "?name=offer.eml");
        service.get(admin, "/api/v1/jobs/" + mail.json().path("id").asText() + "/events");
        JsonNode inner = service.get(admin, C + "/documents?limit=1000").json().path("documents");
        var children = new ArrayList<String>();
        inner.forEach(row -> {
            if (row.path("parent").isTextual()) {
                children.add(C + "/documents/" + row.path("id").asText());
            }
        });
        assertThat(children).isNotEmpty();
        assertThat(service.send(admin, "DELETE", children.getFirst(), null).status())
                .isEqualTo(409);
        assertThat(service.send(admin, "PATCH", children.getFirst(), "{\"access\":[\"board\"]}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    @Order(12)
    void question_answeredKeptJudgedAndReplayed() throws IOException, InterruptedException {
        String answer = C + "/answers/" + answer();
        assertThat(service.get(admin, answer).json().path("created").isTextual())
                .isTrue();
        assertThat(service.post(admin, answer + "/feedback", "{\"verdict\":\"right\"}")
                        .status())
                .isEqualTo(200);
        assertThat(service.get(admin, answer).json().path("feedback")).hasSize(1);
        assertThat(service.post(admin, answer + "/replay", "")
                        .json()
                        .path("outcome")
                        .asText())
                .isEqualTo("grounded");
        String chat = "{\"question\":\"How long is the notice period?\",\"answerer\":\"chat\"}";
        assertThat(service.post(admin, C + "/ask", chat).status()).isEqualTo(409);
        String events = service.send(
                        admin,
                        "POST",
                        C + "/ask",
                        "{\"question\":\"How long is the notice period?\"}",
                        "Accept",
                        "text/event-stream")
                .body();
        assertThat(events).containsSubsequence("event: evidence", "event: citation", "event: sentence", "event: done");
    }

    @Test
    @Order(12)
    void moderation_ofWords_judgesAndRefuses() {
        String text = "{\"input\":[\"An Unspeakable thing\",\"a lease\"]%s}";
        JsonNode judged =
                service.post(reader, "/v1/moderations", text.formatted("")).json();
        assertThat(judged.at("/results/0/flagged").asBoolean()).isTrue();
        assertThat(judged.at("/results/0/categories/words").asBoolean()).isTrue();
        assertThat(judged.at("/results/1/flagged").asBoolean()).isFalse();
        assertThat(service.post(reader, "/v1/moderations", text.formatted(",\"model\":\"other\""))
                        .status())
                .isEqualTo(404);
        Reply refused = service.post(reader, C + "/ask", "{\"question\":\"这个 unspeakable 是什么？\"}");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("question_refused").contains("抱歉");
    }

    @Test
    @Order(13)
    void key_madeUsedForASessionAndRevoked() {
        assertThat(service.get(admin, "/api/v1/usage?by=key&from=2026-01-01&to=2026-12-31")
                        .json()
                        .path("usage"))
                .isEmpty();
        Reply made = service.post(admin, "/api/v1/keys", "{\"name\":\"page\",\"roles\":{\"default\":\"read\"}}");
        assertThat(made.status()).isEqualTo(201);
        String key = "/api/v1/keys/" + made.json().path("id").asText();
        assertThat(service.get(admin, "/api/v1/keys?limit=1").json().path("keys"))
                .hasSize(1);
        assertThat(service.get(admin, key).json().has("key")).isFalse();
        Reply session = service.post(
                null, "/api/v1/session", "{\"key\":\"" + made.json().path("key").asText() + "\"}");
        assertThat(session.status()).isEqualTo(201);
        String cookie = String.valueOf(session.header("Set-Cookie")).split(";", 2)[0];
        String token = session.json().path("csrf_token").asText();
        assertThat(service.send(null, "GET", "/api/v1/session", null, "Cookie", cookie)
                        .status())
                .isEqualTo(200);
        assertThat(service.send(null, "DELETE", "/api/v1/session", null, "Cookie", cookie, "X-CSRF-Token", token)
                        .status())
                .isEqualTo(204);
        assertThat(service.send(admin, "DELETE", key, null).status()).isEqualTo(204);
    }

    @Test
    @Order(14)
    void openAiAndMcp_answer() {
        String chat =
                "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"How long is the notice period?\"}]}";
        assertThat(service.post(admin, "/v1/chat/completions", chat.formatted("default"))
                        .status())
                .isEqualTo(200);
        assertThat(service.post(admin, "/v1/chat/completions", chat.formatted("absent"))
                        .status())
                .isEqualTo(404);
        String embedding = "{\"model\":\"%s\",\"input\":\"The lease ends in May.\"}";
        assertThat(service.post(admin, "/v1/embeddings", embedding.formatted("bge-small-en-v1.5-q"))
                        .status())
                .isEqualTo(200);
        assertThat(service.post(admin, "/v1/embeddings", embedding.formatted("absent"))
                        .status())
                .isEqualTo(404);
        assertThat(service.get(admin, "/v1/models").status()).isEqualTo(200);
        assertThat(service.get(admin, "/v1/models/default").status()).isEqualTo(200);
        assertThat(service.post(admin, "/mcp", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
                        .status())
                .isEqualTo(200);
        assertThat(service.post(admin, "/mcp", "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}")
                        .status())
                .isEqualTo(202);
    }

    @Test
    @Order(14)
    void index_madeAnewGoneBackFromAndScheduled() {
        assertThat(service.post(admin, C + "/reindex", "{\"rollback\":true}").status())
                .isEqualTo(409);
        Reply asked = service.post(admin, C + "/reindex", "{\"force\":true}");
        assertThat(asked.status()).isEqualTo(202);
        assertThat(done(asked).path("reindex").path("outcome").asText()).isEqualTo("SWITCHED");
        JsonNode generations = service.get(reader, C + "/generations").json();
        assertThat(generations.path("up_to_date").asBoolean()).isTrue();
        assertThat(generations.path("generations").findValuesAsText("number")).containsExactly("1", "2");
        Reply back = service.post(admin, C + "/generations/1/activate", "");
        assertThat(back.status()).isEqualTo(202);
        assertThat(done(back).path("reindex").path("generation").asInt()).isEqualTo(1);
        assertThat(done(service.post(admin, C + "/reindex", "{}"))
                        .path("reindex")
                        .path("outcome")
                        .asText())
                .isEqualTo("CURRENT");
        assertThat(service.get(reader, C + "/evaluations").json().path("evaluations"))
                .isEmpty();
        assertThat(service.get(reader, C + "/schedule").json().path("cron").asText())
                .isEqualTo("off");
        assertThat(service.send(admin, "PUT", C + "/schedule", "{\"cron\":\"30 2 * * *\",\"time_zone\":\"UTC\"}")
                        .json()
                        .path("next")
                        .asText())
                .endsWith("T02:30:00Z");
        assertThat(service.send(admin, "PUT", C + "/schedule", "{\"cron\":\"0 0 30 2 *\"}")
                        .json()
                        .path("detail")
                        .asText())
                .contains("never fires");
        assertThat(service.send(admin, "PUT", C + "/schedule", "{}").status()).isEqualTo(200);
    }

    private JsonNode done(Reply asked) {
        String job = "/api/v1/jobs/" + asked.json().path("id").asText();
        assertThat(service.get(admin, job + "/events").body()).contains("event: done");
        return service.get(admin, job).json();
    }

    @Test
    @Order(14)
    void watchedFolder_thatLostTooMuch_asksAndIsAnswered() throws IOException, InterruptedException {
        String all = "/api/v1/collections/watched";
        String answer = all + "/watched/delete-missing";
        String folder = "{\"folder\":\"" + watched + "\"}";
        awaitFolder(all, one -> one.path("files").asInt() == 5 && documents(all) == 5);
        assertThat(service.post(admin, answer, folder).status()).isEqualTo(409);
        assertThat(service.post(admin, answer, "{\"folder\":\"/srv/nowhere\"}").status())
                .isEqualTo(404);
        assertThat(service.post(admin, answer, "{\"folder\":\"here\"}").status())
                .isEqualTo(400);
        for (int i = 0; i < 4; i++) {
            Files.delete(watched.resolve("note-" + i + ".txt"));
        }
        // a look may come between two deletions, and asks for fewer then
        awaitFolder(all, one -> one.path("asks").asText().contains("4 of the 5 documents"));
        assertThat(documents(all)).isEqualTo(5);

        Reply agreed = service.post(admin, answer, folder);

        assertThat(agreed.status()).isEqualTo(202);
        assertThat(agreed.json().path("documents").asInt()).isEqualTo(4);
        awaitFolder(all, one -> one.path("asks").isNull() && documents(all) == 1);
    }

    private int documents(String collection) {
        return service.get(admin, collection + "/documents")
                .json()
                .path("documents")
                .size();
    }

    private JsonNode awaitFolder(String collection, Predicate<JsonNode> wanted) throws InterruptedException {
        JsonNode folder = service.get(admin, collection + "/watched")
                .json()
                .path("folders")
                .path(0);
        while (!wanted.test(folder)) {
            WorkSignal signal = service.home().work();
            signal.await(signal.count(), 200);
            folder = service.get(admin, collection + "/watched")
                    .json()
                    .path("folders")
                    .path(0);
        }
        return folder;
    }

    @Test
    @Order(15)
    void documentsFromElsewhere_areTakenIn() throws IOException, InterruptedException {
        HttpServer web = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        web.createContext("/terms.md", exchange -> {
            exchange.sendResponseHeaders(200, NOTICE.length());
            exchange.getResponseBody().write(NOTICE.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        web.start();
        String url = "http://127.0.0.1:" + web.getAddress().getPort() + "/terms.md";
        assertThat(service.post(admin, C + "/documents/url", "{\"url\":\"" + url + "\"}")
                        .status())
                .isEqualTo(202);
        web.stop(0);
        Path file =
                Files.writeString(Files.createTempDirectory("recto-contract-").resolve("local.md"), NOTICE);
        Reply local = service.post(command(), C + "/ingest", "{\"paths\":[\"" + file + "\"]}");
        assertThat(local.body()).contains("event: done");
        Path backups = Files.createTempDirectory("recto-contract-").resolve("backups");
        assertThat(service.post(command(), "/api/v1/backups", "{\"folder\":\"" + backups + "\"}")
                        .body())
                .contains("event: done");
    }

    @Test
    @Order(16)
    void documentWithoutBytes_readAgain_is409() {
        DocumentRow row = service.document("default", "large.md", "A long sentence. ".repeat(FILE_BYTES / 10));
        assertThat(row.content()).isNull();
        assertThat(service.post(admin, C + "/documents/" + row.id() + "/reread", "")
                        .status())
                .isEqualTo(409);
    }

    @Test
    @Order(17)
    void conversation_begunGoneOnRenamedAndDeleted() {
        Reply begun = service.post(admin, C + "/conversations", "{}");
        assertThat(begun.status()).isEqualTo(201);
        String id = begun.json().path("id").asText();
        String conversation = C + "/conversations/" + id;
        String first =
                "{\"question\":\"How long is the notice period of the office lease?\",\"conversation\":\"" + id + "\"}";
        assertThat(service.post(admin, C + "/ask", first).json().path("asked").isTextual())
                .isTrue();
        String next = "{\"question\":\"Who can give it?\",\"conversation\":\"" + id + "\"}";
        assertThat(service.post(admin, C + "/ask", next).json().path("question").asText())
                .contains("notice period");
        assertThat(service.post(reader, C + "/ask", next).status()).isEqualTo(404);
        assertThat(service.get(reader, conversation).status()).isEqualTo(404);
        assertThat(service.get(admin, conversation).json().path("turn_list")).hasSize(2);
        assertThat(service.get(admin, C + "/conversations").json().path("conversations"))
                .hasSize(1);
        assertThat(service.get(reader, C + "/conversations").json().path("conversations"))
                .isEmpty();
        assertThat(service.send(admin, "PATCH", conversation, "{\"title\":\"Lease\"}")
                        .json()
                        .path("title")
                        .asText())
                .isEqualTo("Lease");
        String answer = service.get(admin, conversation)
                .json()
                .at("/turn_list/0/answer")
                .asText();
        assertThat(service.send(admin, "DELETE", conversation, null).status()).isEqualTo(200);
        assertThat(service.get(admin, conversation).status()).isEqualTo(404);
        assertThat(service.get(admin, C + "/answers/" + answer).status()).isEqualTo(404);
    }

    @Test
    @Order(18)
    void tasks_withoutAChatModel_quoteOrAreRefused() {
        DocumentRow row = service.document(
                "default",
                "terms.md",
                "The notice period of this agreement is three months. The deposit of 900 euros is paid in May. The rent falls due on the first day.");
        String document = "{\"document\":\"" + row.id() + "\"";
        Reply summary = service.post(admin, C + "/summarise", document + "}");
        assertThat(summary.status()).isEqualTo(200);
        assertThat(summary.json().path("sentences")).isNotEmpty();
        assertThat(summary.json().path("citations")).isNotEmpty();
        String kept = C + "/answers/" + summary.json().path("id").asText();
        assertThat(service.get(admin, kept).json().path("task").asText()).isEqualTo("summarise");
        assertThat(service.post(admin, kept + "/replay", "").json().path("code").asText())
                .isEqualTo("no_question");
        assertThat(service.post(admin, C + "/summarise", document + ",\"answerer\":\"chat\"}")
                        .status())
                .isEqualTo(409);
        String schema = ",\"schema\":{\"type\":\"object\",\"properties\":{\"deposit\":{\"type\":\"string\"}}}}";
        assertThat(service.post(admin, C + "/extract", document + schema).status())
                .isEqualTo(409);
        String labels = document + ",\"labels\":[\"agreement\",\"recipe\"]";
        assertThat(service.post(admin, C + "/classify", labels + "}")
                        .json()
                        .at("/documents/0/label")
                        .asText())
                .isEqualTo("agreement");
        assertThat(service.post(admin, C + "/classify", labels + ",\"answerer\":\"chat\"}")
                        .status())
                .isEqualTo(409);
        assertThat(service.post(admin, C + "/answers/" + answer() + "/translate", "{\"to\":\"zh\"}")
                        .status())
                .isEqualTo(409);
    }

    @Test
    @Order(19)
    void extract_byAChatModel_answers(@TempDir Path home) {
        String said = "{\"values\": {\"deposit\": \"900 euros\"}, \"sources\": {\"deposit\": 1}}";
        try (var model = new ModelServer(ModelServer.says(said));
                TestService written = TestService.start(
                        home,
                        TestService.config(EmbeddingConfig.DEFAULT, ServeConfig.DEFAULT.at("127.0.0.1", 0))
                                .with(model.config(30)),
                        UnaryOperator.identity())) {
            DocumentRow row = written.document("default", "terms.md", "The deposit of 900 euros is paid in May.");
            String schema = "{\"document\":\"" + row.id()
                    + "\",\"schema\":{\"type\":\"object\",\"properties\":{\"deposit\":{\"type\":\"string\"}}}}";
            Reply read = written.post(null, C + "/extract", schema);
            assertThat(read.json().at("/values/deposit").asText()).isEqualTo("900 euros");
            model.behave(ModelServer.says("The deposit of 900 euros is paid in May [1]."));
            String id = written.post(null, C + "/ask", "{\"question\":\"When is the deposit of 900 euros paid?\"}")
                    .json()
                    .path("id")
                    .asText();
            model.behave(ModelServer.says("900欧元的押金在5月支付。"));
            Reply translated = written.post(null, C + "/answers/" + id + "/translate", "{\"to\":\"zh\"}");
            assertThat(translated.status()).isEqualTo(200);
            assertThat(translated.json().at("/sentences/0/supported").asBoolean())
                    .as(translated.body())
                    .isTrue();
        }
    }

    /** Returns the token that a command of this machine finds in the home's lock. */
    private String command() {
        return String.valueOf(HomeLock.holder(service.home().home()).token());
    }

    private String answer() {
        Reply reply = service.post(
                admin, C + "/ask", "{\"question\":\"How long is the notice period of the office lease?\"}");
        assertThat(reply.json().path("outcome").asText()).isEqualTo("grounded");
        return reply.json().path("id").asText();
    }

    private CollectionRow collection() {
        return service.home().catalog().collections().require("default");
    }

    private static String body(Contract.Operation operation) {
        return operation.method().equals("GET") || operation.method().equals("DELETE") ? null : "{}";
    }

    private Reply upload(byte[] bytes, String parameters) {
        return service.send(HttpRequest.newBuilder(URI.create(service.address() + C + "/documents" + parameters))
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .header("Authorization", "Bearer " + admin)
                .header("Content-Type", "application/octet-stream")
                .build());
    }

    private HttpResponse<byte[]> bytes(String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> response = client.send(
                    HttpRequest.newBuilder(URI.create(service.address() + path))
                            .header("Authorization", "Bearer " + admin)
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            ContractCheck.checkBytes(response);
            return response;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
