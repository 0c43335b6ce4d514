package dev.recto.serve;

import static dev.recto.serve.RunningService.DOCUMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recto.config.LimitsConfig;
import dev.recto.config.UploadConfig;
import dev.recto.config.UrlConfig;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UploadRoutesTest {
    private static final long FILE_BYTES = 1 << 20;

    private Path home;
    private RunningService service;

    @BeforeAll
    void start(@TempDir Path folder) {
        home = folder.resolve("home");
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
        service = new RunningService(home, limits, new UploadConfig(4 << 20, 5, 64, 1_000), UrlConfig.DEFAULT);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return RunningService.JSON.readTree(response.body());
    }

    private HttpResponse<String> upload(FormBody form) throws Exception {
        return service.post(DOCUMENTS, FormBody.TYPE, form.bytes());
    }

    private void assertProblem(HttpResponse<String> response, int status, String code) throws IOException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(response).get("code").asText()).isEqualTo(code);
    }

    private List<Path> staged() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve("data/staging"))) {
            return files.filter(file -> file.toString().endsWith(".part")).toList();
        }
    }

    @Test
    void upload_formOfSeveralFiles_isAcceptedAndFollowedToItsEnd() throws Exception {
        HttpResponse<String> response = upload(new FormBody()
                .file("lease.txt", "The notice period of the lease is three months.")
                .file("租约.md", "# 租约\n\n解约通知期为三个月。")
                .field("metadata", "{\"client\": \"northlight\"}"));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        JsonNode job = json(response);
        assertThat(response.headers().firstValue("Location"))
                .hasValue("/api/v1/jobs/" + job.get("id").asText());
        assertThat(job.get("total").asInt()).isEqualTo(2);
        assertThat(job.get("documents").get(1).get("name").asText()).isEqualTo("租约.md");

        String events = service.events(job.get("id").asText());
        assertThat(events).contains("event: document", "event: progress").contains("event: done");
        JsonNode done = service.json("/api/v1/jobs/" + job.get("id").asText());
        assertThat(done.get("state").asText()).isEqualTo("done");
        assertThat(done.get("outcomes").get("INDEXED").asInt()).isEqualTo(2);
        HttpResponse<String> found = service.post(
                "/api/v1/collections/default/search",
                "application/json",
                utf8("{\"question\": \"notice period of the lease\", \"filter\": {\"client\": \"northlight\"}}"));
        assertThat(found.body()).contains("lease.txt");
    }

    @Test
    void upload_formOfFilesWithKeys_givesEachTheOneBeforeIt() throws Exception {
        JsonNode job = json(upload(new FormBody()
                .field("key", "folder/one/note.txt")
                .file("note.txt", "The first note of the folder.")
                .file("note.txt", "A note of its own.")
                .field("key", "folder/two/note.txt")
                .file("note.txt", "The second note of the folder.")));

        assertThat(job.get("documents").findValuesAsText("key"))
                .startsWith("folder/one/note.txt")
                .endsWith("folder/two/note.txt")
                .hasSize(3);
        assertThat(job.get("documents").get(1).get("key").asText()).doesNotContain("folder");
    }

    @Test
    void upload_rawBody_takesNameAndKeyFromTheAddress() throws Exception {
        HttpResponse<String> response =
                service.post(DOCUMENTS + "?name=note.txt&key=notes/1", "text/plain", utf8("A raw note."));

        assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
        JsonNode document = json(response).get("documents").get(0);
        assertThat(document.get("key").asText()).isEqualTo("notes/1");
        assertThat(document.get("name").asText()).isEqualTo("note.txt");
        assertThat(document.get("version").asInt()).isEqualTo(1);

        JsonNode next = json(service.post(DOCUMENTS + "?key=notes/1", "text/plain", utf8("Another raw note.")));
        assertThat(next.get("documents").get(0).get("id").asText())
                .isEqualTo(document.get("id").asText());
        assertThat(next.get("documents").get(0).get("version").asInt()).isEqualTo(2);
        assertThat(next.get("documents").get(0).get("name").asText()).isEqualTo("1");
    }

    @Test
    void upload_sameFileAHundredTimesAtOnce_isOneDocumentAndAHundredCorrectReplies() throws Exception {
        byte[] form =
                new FormBody().file("same.txt", "Sent a hundred times at once.").bytes();
        var go = new CountDownLatch(1);
        var replies = new ArrayList<HttpResponse<String>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<HttpResponse<String>>> sent = IntStream.range(0, 100)
                    .mapToObj(i -> threads.submit((Callable<HttpResponse<String>>) () -> {
                        go.await();
                        return service.post(DOCUMENTS, FormBody.TYPE, form);
                    }))
                    .toList();
            go.countDown();
            for (Future<HttpResponse<String>> one : sent) {
                replies.add(one.get());
            }
        }

        var ids = new HashSet<String>();
        var jobs = new HashSet<String>();
        for (HttpResponse<String> reply : replies) {
            assertThat(reply.statusCode()).as(reply.body()).isEqualTo(202);
            ids.add(json(reply).get("documents").get(0).get("id").asText());
            jobs.add(json(reply).get("id").asText());
        }
        assertThat(ids).hasSize(1);
        assertThat(jobs).hasSize(100);
        for (String job : jobs) {
            assertThat(service.events(job)).contains("event: done");
        }
        HttpResponse<String> found = service.post(
                "/api/v1/collections/default/search",
                "application/json",
                utf8("{\"question\": \"sent a hundred times at once\", \"limit\": 100}"));
        assertThat(found.body().split("Sent a hundred times at once", -1)).hasSize(2);
    }

    @Test
    void upload_oneFileOverTheLimit_isRefusedBeforeTheBodyIsReadWhole() throws Exception {
        try (var socket = new Socket("127.0.0.1", service.port())) {
            socket.setSoTimeout(20_000);
            var out = socket.getOutputStream();
            out.write(utf8("POST " + DOCUMENTS + " HTTP/1.1\r\nHost: 127.0.0.1:" + service.port() + "\r\nContent-Type: "
                    + FormBody.TYPE + "\r\nContent-Length: 4000000\r\n\r\n"
                    + "------f0rm\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n"));
            out.write(new byte[(int) FILE_BYTES + (256 << 10)]); // the other 2.6 MB are never sent
            out.flush();
            String head = RunningService.head(socket.getInputStream());

            assertThat(head).startsWith("HTTP/1.1 413").containsIgnoringCase("Connection: close");
        }
        assertThat(staged()).isEmpty();
    }

    @Test
    void upload_lengthOverTheLimit_isRefusedWithoutReadingAnything() throws Exception {
        try (var socket = new Socket("127.0.0.1", service.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(
                            utf8(
                                    "POST " + DOCUMENTS + " HTTP/1.1\r\nHost: 127.0.0.1:" + service.port()
                                            + "\r\nContent-Type: application/octet-stream\r\nExpect: 100-continue\r\nContent-Length: 9000000\r\n\r\n"));

            assertThat(RunningService.head(socket.getInputStream())).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void upload_halfAForm_isRefusedAndLeavesNothing() throws Exception {
        byte[] half = new FormBody().file("a.txt", "Only half of this").open();
        String response = service.raw(
                utf8("POST " + DOCUMENTS + " HTTP/1.1\r\nHost: 127.0.0.1:" + service.port() + "\r\nContent-Type: "
                        + FormBody.TYPE + "\r\nContent-Length: " + half.length + "\r\nConnection: close\r\n\r\n"),
                half);
        assertThat(response).startsWith("HTTP/1.1 400").contains("invalid_form");

        String cut = service.raw(
                utf8("POST " + DOCUMENTS + " HTTP/1.1\r\nHost: 127.0.0.1:" + service.port() + "\r\nContent-Type: "
                        + FormBody.TYPE + "\r\nContent-Length: 100000\r\n\r\n"),
                half);
        assertThat(cut).satisfiesAnyOf(text -> assertThat(text).startsWith("HTTP/1.1 400"), text -> assertThat(text)
                .isEmpty());
        assertThat(staged()).isEmpty();
        assertThat(service.get(DOCUMENTS).body()).doesNotContain("a.txt");
    }

    @Test
    void upload_wrongForms_areRefusedByName() throws Exception {
        assertProblem(upload(new FormBody().field("key", "k")), 400, "missing_field");
        assertProblem(upload(new FormBody().file("a", "x").field("colour", "red")), 400, "unknown_field");
        assertProblem(upload(new FormBody().field("file", "text")), 400, "invalid_field");
        assertProblem(upload(new FormBody().file("a", "x").field("key", "a\nb")), 400, "invalid_field");
        assertProblem(upload(new FormBody().file("a", "x").field("key", "z.zip!/a")), 400, "invalid_field");
        assertProblem(upload(new FormBody().file("a", "x").field("key", "1").field("key", "2")), 400, "invalid_field");
        assertProblem(upload(new FormBody().file("a", "x").file("b", "y").field("key", "1")), 400, "invalid_field");
        assertProblem(upload(new FormBody().field("key", "1").file("a", "x").field("key", "2")), 400, "invalid_field");
        assertProblem(upload(new FormBody().file("a", "x").field("metadata", "[1]")), 400, "wrong_type");
        assertProblem(upload(new FormBody().file("a", "x").field("metadata", "{\"a\": 1}")), 400, "wrong_type");
        assertProblem(
                upload(new FormBody().file("a", "x").field("metadata", "{\"a' OR 1\": \"b\"}")), 400, "invalid_field");
        assertProblem(
                upload(new FormBody().file("a", "x").part("name=\"key\"", new byte[] {(byte) 0xff})),
                400,
                "invalid_field");
        assertProblem(service.post(DOCUMENTS, "multipart/form-data", utf8("x")), 400, "invalid_form");
        assertProblem(service.post(DOCUMENTS, FormBody.TYPE, utf8("no form at all")), 400, "invalid_form");
        assertProblem(service.post(DOCUMENTS, "text/plain", new byte[0]), 400, "empty_body");
        assertProblem(service.post(DOCUMENTS + "?colour=red", "text/plain", utf8("x")), 400, "unknown_parameter");
        assertProblem(service.post("/api/v1/collections/absent/documents", "text/plain", utf8("x")), 404, "not_found");
        assertProblem(
                service.send(HttpRequest.newBuilder(service.uri(DOCUMENTS))
                        .header("Content-Encoding", "gzip")
                        .POST(HttpRequest.BodyPublishers.ofString("x"))),
                415,
                "unsupported_content_encoding");
        var many = new FormBody();
        IntStream.range(0, 6).forEach(i -> many.file("f" + i, "Text " + i));
        assertProblem(upload(many), 413, "too_many_files");
        assertThat(staged()).isEmpty();
    }

    /** security.md 9. */
    @Test
    void security9_namesThatLeadElsewhere_areStoredUnderOurOwnIds() throws Exception {
        var names = List.of("../x", "..\\x", "%2e%2e%2fx", "/etc/passwd", "C:\\x.txt", "..", "y".repeat(5_000));
        var before = outside();
        int number = 0;
        for (String name : names) {
            HttpResponse<String> response = upload(new FormBody().file(name, "Hostile name number " + number++));
            assertThat(response.statusCode()).as(name).isEqualTo(202);
            String shown = json(response).get("documents").get(0).get("name").asText();
            assertThat(shown).hasSizeLessThanOrEqualTo(255).doesNotContain("/", "\\", "\0");
            service.events(json(response).get("id").asText());
        }
        HttpResponse<String> nul = service.post(DOCUMENTS + "?name=n%00l", "text/plain", utf8("Hostile name with NUL"));
        assertThat(json(nul).get("documents").get(0).get("name").asText()).isEqualTo("n l");
        assertProblem(upload(new FormBody().file("n\0l", "Hostile header with NUL")), 400, "invalid_form");
        assertThat(outside()).isEqualTo(before);
        try (Stream<Path> originals = Files.walk(home.resolve("data/originals"))) {
            assertThat(originals.filter(Files::isRegularFile))
                    .allMatch(file -> file.getFileName().toString().matches("[0-9a-f]{64}"));
        }
    }

    private List<Path> outside() throws IOException {
        try (Stream<Path> files = Files.walk(home.getParent())) {
            return files.filter(
                            file -> !file.startsWith(home.resolve("data")) && !file.startsWith(home.resolve("index")))
                    .sorted()
                    .toList();
        }
    }

    /** security.md 19. */
    @Test
    void security19_hugeFieldWithoutAFileName_isRefusedWithAFlatHeap() throws Exception {
        try (var socket = new Socket("127.0.0.1", service.port())) {
            socket.setSoTimeout(20_000);
            var out = socket.getOutputStream();
            out.write(utf8("POST " + DOCUMENTS + " HTTP/1.1\r\nHost: 127.0.0.1:" + service.port() + "\r\nContent-Type: "
                    + FormBody.TYPE + "\r\nTransfer-Encoding: chunked\r\n\r\n"));
            byte[] part = utf8("------f0rm\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n");
            out.write(utf8(Integer.toHexString(part.length) + "\r\n"));
            out.write(part);
            out.write(utf8("\r\n"));
            byte[] block = new byte[64 << 10];
            for (int i = 0; i < 3; i++) {
                out.write(utf8("10000\r\n"));
                out.write(block);
                out.write(utf8("\r\n"));
            }
            out.flush();

            assertThat(RunningService.head(socket.getInputStream())).startsWith("HTTP/1.1 413");
        }
    }

    /** security.md 18. */
    @Test
    void security18_brokenChunkExtension_isRefusedAndTheConnectionClosed() throws Exception {
        String response = service.raw(utf8("POST " + DOCUMENTS + " HTTP/1.1\r\nHost: 127.0.0.1:" + service.port()
                + "\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n5;a=\"\r\nhello\r\n0\r\n\r\n"
                + "GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"));

        assertThat(response).startsWith("HTTP/1.1 400");
        assertThat(response.split("HTTP/1.1 ", -1)).as("responses").hasSize(2);
    }

    /** security.md 22. */
    @Test
    void security22_deepOrRepetitiveBodies_areTakenInOrRefusedAtOnce() throws Exception {
        HttpResponse<String> long1 = upload(new FormBody().file("a.txt", "a".repeat((int) FILE_BYTES)));
        assertThat(long1.statusCode()).isEqualTo(202);
        assertThat(service.events(json(long1).get("id").asText())).contains("event: done");
        String deep = "[".repeat(30_000) + "]".repeat(30_000);
        HttpResponse<String> refused =
                upload(new FormBody().file("a.txt", "x").field("metadata", "{\"a\": " + deep + "}"));
        assertThat(refused.statusCode()).isEqualTo(400);
        HttpResponse<String> file = upload(new FormBody().file("deep.json", "[".repeat(300_000) + "]".repeat(300_000)));
        assertThat(service.events(json(file).get("id").asText())).contains("event: done");
    }

    /** security.md 15. */
    @Test
    void security15_indexed_isSaidOnlyWhenQuestionsFindIt() throws Exception {
        HttpResponse<String> response =
                upload(new FormBody().file("gecko.txt", "Geckos climb the northern wall at night."));
        String events = service.events(json(response).get("id").asText());

        assertThat(events).contains("\"state\":\"indexed\"");
        HttpResponse<String> found = service.post(
                "/api/v1/collections/default/search",
                "application/json",
                utf8("{\"question\": \"geckos northern wall\"}"));
        assertThat(found.body()).contains("gecko.txt");
    }

    /** security.md 16. */
    @Test
    void security16_deletedDocument_isNeitherFoundNorCited() throws Exception {
        JsonNode job = json(upload(new FormBody().file("otter.txt", "Otters sleep holding hands in the estuary.")));
        service.events(job.get("id").asText());
        String document = job.get("documents").get(0).get("id").asText();
        String question = "{\"question\": \"Where do otters sleep holding hands?\"}";
        String search = "/api/v1/collections/default/search";
        assertThat(service.post(search, "application/json", utf8(question)).body())
                .contains(document);

        HttpResponse<String> deleted = service.send(
                HttpRequest.newBuilder(service.uri(DOCUMENTS + "/" + document)).DELETE());

        assertThat(deleted.statusCode()).as(deleted.body()).isEqualTo(200);
        assertThat(service.post(search, "application/json", utf8(question)).body())
                .doesNotContain(document);
        HttpResponse<String> answer =
                service.post("/api/v1/collections/default/ask", "application/json", utf8(question));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain(document).doesNotContain("estuary");
    }

    @Test
    void jobs_listShowAndCursor_doAsTheContractSays() throws Exception {
        var jobs = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            jobs.add(json(upload(new FormBody().file("j" + i, "Listed job " + i)))
                    .get("id")
                    .asText());
        }
        JsonNode first = service.json("/api/v1/jobs?limit=2");
        assertThat(first.get("jobs")).hasSize(2);
        assertThat(first.get("jobs").get(0).get("id").asText()).isEqualTo(jobs.get(2));
        JsonNode second =
                service.json("/api/v1/jobs?limit=1&cursor=" + first.get("next").asText());
        assertThat(second.get("jobs").get(0).get("id").asText()).isEqualTo(jobs.get(0));
        assertProblem(service.get("/api/v1/jobs?cursor=abc"), 400, "invalid_cursor");
        assertProblem(service.get("/api/v1/jobs?limit=0"), 400, "invalid_parameter");
        assertProblem(service.get("/api/v1/jobs/j_absent"), 404, "not_found");
        assertProblem(service.get("/api/v1/jobs/j_absent/events"), 404, "not_found");
    }

    @Test
    void reread_document_isAJobOfItsOwn() throws Exception {
        JsonNode job = json(upload(new FormBody().file("again.txt", "To be read again.")));
        service.events(job.get("id").asText());
        String document = job.get("documents").get(0).get("id").asText();

        HttpResponse<String> again =
                service.post(DOCUMENTS + "/" + document + "/reread", "application/json", new byte[0]);

        assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
        assertThat(json(again).get("kind").asText()).isEqualTo("reread");
        assertThat(service.events(json(again).get("id").asText()))
                .contains("event: done")
                .contains("INDEXED");
        assertProblem(service.post(DOCUMENTS + "/d_absent/reread", "application/json", new byte[0]), 404, "not_found");
    }
}
