package dev.recto.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.config.EmbeddingConfig;
import dev.recto.config.ServeConfig;
import dev.recto.serve.Contract.Operation;
import dev.recto.serve.TestService.Reply;
import dev.recto.serve.access.Keys;
import dev.recto.serve.access.RawRequest;
import dev.recto.serve.access.SecurityHeaders;
import dev.recto.serve.operations.AccessLog;
import dev.recto.serve.operations.JsonLog;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has gone wrong elsewhere, as cases that hold here; the numbers are those of src/docs/SECURITY.md. */
class SecurityIT {
    private static final String CANARY = "xylophone4711";
    private static final String QUESTION = "What is the " + CANARY + "?";

    /** Requests sent before their replies are read; few enough that both fit into what a connection buffers. */
    private static final int AT_ONCE = 20;

    @TempDir
    private static Path folder;

    private static TestService service;
    private static DocumentRow ofA;
    private static DocumentRow ofB;
    private static CollectionRow a;
    private static String admin;
    private static String keyA;
    private static String keyB;
    private static String answerOfA;

    @BeforeAll
    static void start() {
        service = TestService.start(folder);
        ofA = service.document(
                "alpha", "lease.txt", "The notice period of the " + CANARY + " lease is three months.\n");
        ofB = service.document("beta", "menu.txt", "The soup of the day is tomato, and it costs four francs.\n");
        a = service.home().catalog().collections().find("alpha").orElseThrow();
        admin = service.key("admin", Map.of("*", "admin"));
        keyA = service.key("a", Map.of("alpha", "admin"));
        keyB = service.key("b", Map.of("beta", "admin"));
        answerOfA =
                ask(keyA, "alpha", "How long is the notice period?").path("id").asText();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void case01_keyOfB_onEveryRouteWithIdsOfA_isToldWhatAbsentIdsAreTold() {
        int tried = 0;
        for (Operation operation : Contract.operations()) {
            if (!operation.has("c")) {
                continue;
            }
            for (String c : List.of("alpha", a.id().value())) {
                Reply foreign = send(keyB, operation, ids(c, ofA.id().value(), answerOfA));
                Reply absent = send(keyB, operation, ids("gamma", "d_aaaaaaaaaaaaaaaaaaaa", "a_aaaaaaaaaaaaaaaaaaaa"));
                same(operation, foreign, absent);
                tried++;
            }
            if (operation.has("d") || operation.has("a")) {
                Reply foreign = send(keyB, operation, ids("beta", ofA.id().value(), answerOfA));
                Reply absent = send(keyB, operation, ids("beta", "d_aaaaaaaaaaaaaaaaaaaa", "a_aaaaaaaaaaaaaaaaaaaa"));
                same(operation, foreign, absent);
                tried++;
            }
        }
        assertThat(tried).as("requests").isGreaterThan(40);
    }

    @Test
    void case01_keyOfB_onEveryListAndStatus_seesNothingOfA() {
        for (Operation operation : Contract.operations()) {
            if (operation.method().equals("GET") && !operation.path().contains("{")) {
                Reply reply = send(keyB, operation, Map.of());
                assertThat(reply.body())
                        .as(operation.path())
                        .doesNotContain(a.id().value(), ofA.id().value(), answerOfA, CANARY, "\"alpha\"");
            }
        }
    }

    @Test
    void case02_pagesImagesAndOriginalsOfA_keyOfB_areNotThere() {
        String document = "/api/v1/collections/alpha/documents/" + ofA.id();
        for (String route : List.of("/parts/1", "/parts/1/image", "/original", "/ledger")) {
            assertThat(service.get(keyB, document + route).status()).as(route).isEqualTo(404);
        }
        assertThat(service.get(keyA, document + "/parts/1").body()).contains(CANARY);
        assertThat(service.get(keyA, document + "/original").body()).contains(CANARY);
    }

    @Test
    void case02_documentWithALabel_keyWithoutIt_isNotThere() {
        String secret = service.made("labelled", Map.of("alpha", "read"), Set.of("board"))
                .secret()
                .value();
        String plain = service.key("plain", Map.of("alpha", "read"));
        DocumentRow board = service.document(
                "alpha", "board.txt", "The board meets on the first Monday about the " + CANARY + "ing.\n");
        String path = "/api/v1/collections/alpha/documents/" + board.id();
        String answer =
                ask(keyA, "alpha", "When does the board meet?").path("id").asText();
        Reply restricted = service.send(keyA, "PATCH", path, "{\"access\":[\"board\"]}");
        assertThat(restricted.status()).as(restricted.body()).isEqualTo(200);

        assertThat(service.get(secret, path).status()).isEqualTo(200);
        assertThat(service.get(plain, path).status()).isEqualTo(404);
        assertThat(service.get(plain, path + "/parts/1").status()).isEqualTo(404);
        assertThat(service.get(plain, "/api/v1/collections/alpha/answers/" + answer)
                        .status())
                .isEqualTo(404);
        assertThat(service.get(secret, "/api/v1/collections/alpha/answers/" + answer)
                        .status())
                .isEqualTo(200);
        assertThat(service.get(plain, "/api/v1/collections/alpha/documents").body())
                .doesNotContain("board.txt");
        assertThat(ask(plain, "alpha", "When does the board meet?").toString()).doesNotContain("board.txt");
        assertThat(ask(secret, "alpha", "When does the board meet?").toString()).contains("board.txt");
    }

    @Test
    void case04_ownAndAbsentCollectionsInOneRequest_isRefusedWholly() {
        int before = service.get(admin, "/api/v1/keys").json().path("keys").size();
        Reply reply = service.post(
                admin, "/api/v1/keys", "{\"name\":\"x\",\"roles\":{\"alpha\":\"read\",\"gamma\":\"read\"}}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(service.get(admin, "/api/v1/keys").json().path("keys").size())
                .isEqualTo(before);
    }

    @Test
    void case05_key_made_has256BitsAndIsKeptHashed() throws IOException {
        Reply made = service.post(admin, "/api/v1/keys", "{\"name\":\"ops\",\"roles\":{\"alpha\":\"read\"}}");
        String key = made.json().path("key").asText();
        assertThat(key).matches("recto_[A-Za-z0-9_-]{43}"); // 43 characters of six bits hold 256
        String id = made.json().path("id").asText();
        assertThat(service.get(admin, "/api/v1/keys/" + id).body()).doesNotContain(key);
        assertThat(service.get(admin, "/api/v1/keys").body()).contains(id).doesNotContain(key);
        assertThat(holding(key)).as("files that hold the key").isEmpty();
    }

    @Test
    void case05_readKey_onEveryRouteThatChangesSomething_isForbidden() {
        String reader = service.key("reader", Map.of("alpha", "read"));
        var refused = new ArrayList<String>();
        for (Operation operation : Contract.operations()) {
            boolean own = operation.path().contains("/keys");
            boolean asks = operation
                    .path()
                    .matches(
                            ".*/(ask|search|replay|feedback|summarise|extract|classify|translate|conversations|conversations/\\{v})");
            if ((operation.has("c") && !operation.method().equals("GET") && !asks) || own) {
                Reply reply = send(reader, operation, ids("alpha", ofA.id().value(), answerOfA));
                assertThat(reply.status()).as(operation + " " + reply.body()).isEqualTo(403);
                refused.add(operation.path());
            }
        }
        assertThat(refused).hasSizeGreaterThan(6);
        assertThat(service.get(reader, "/api/v1/collections/alpha").status()).isEqualTo(200);
    }

    @Test
    void case06_key_revoked_opensNoRouteAnyMore() {
        Keys.Made made = service.made("gone", Map.of("*", "admin"), Set.of());
        String key = made.secret().value();
        Reply in = service.post(null, "/api/v1/session", "{\"key\":\"" + key + "\"}");
        String cookie = in.header("Set-Cookie").split(";")[0];
        assertThat(service.get(key, "/api/v1/collections").status()).isEqualTo(200);
        assertThat(service.send(admin, "DELETE", "/api/v1/keys/" + made.row().id(), null)
                        .status())
                .isEqualTo(204);
        for (Operation operation : Contract.operations()) {
            if (!operation.open()) {
                Reply reply = send(key, operation, ids("alpha", ofA.id().value(), answerOfA));
                assertThat(reply.status()).as(operation.toString()).isEqualTo(401);
                Reply page = service.send(null, operation.method(), filled(operation), null, "Cookie", cookie);
                assertThat(page.status()).as(operation + " with a session").isEqualTo(401);
            }
        }
        assertThat(service.post(null, "/api/v1/session", "{\"key\":\"" + key + "\"}")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void case07_seededSecrets_areInNoReplyLogOrError(@TempDir Path other) throws IOException {
        String seeded = "seeded-embedding-secret-1234567890";
        var embedding =
                new EmbeddingConfig(EmbeddingConfig.Provider.LOCAL, null, null, seeded, 0, 64, 60, 0, null, null);
        var config = TestService.config(embedding, ServeConfig.DEFAULT.at("127.0.0.1", 0));
        var log = new ByteArrayOutputStream();
        Handler handler = new JsonLog(new PrintStream(log, true, StandardCharsets.UTF_8));
        Logger.getLogger("").addHandler(handler);
        Logger access = Logger.getLogger(AccessLog.LOGGER);
        var said = new StringBuilder();
        var secrets = new ArrayList<>(List.of(seeded));
        try (TestService seen = TestService.start(other, config, UnaryOperator.identity())) {
            access.setLevel(Level.INFO);
            String key = seen.key("admin", Map.of("*", "admin"));
            Reply in = seen.post(null, "/api/v1/session", "{\"key\":\"" + key + "\"}");
            secrets.addAll(List.of(
                    key,
                    in.header("Set-Cookie").split(";")[0].split("=")[1],
                    Files.readAllLines(seen.home().home().holderFile()).stream()
                            .filter(line -> line.startsWith("token="))
                            .findFirst()
                            .orElseThrow()
                            .substring("token=".length())));
            for (Operation operation : Contract.operations()) {
                if (operation.method().equals("GET")) {
                    said.append(seen.get(key, operation.at(ids("default", "d_x", "a_x")))
                            .body());
                }
            }
            said.append(seen.get("wrong-" + key, "/api/v1/collections").body());
            said.append(seen.get(key, "/nowhere/" + key).body());
            said.append(seen.get(key, "/api/v1/collections?limit=" + key).body());
            said.append(seen.post(null, "/api/v1/session", "{\"key\":12," + key).body());
            said.append(seen.post(null, "/api/v1/session", "{\"key\":12,\"" + key + "\":1}")
                    .status());
            seen.post(key, "/api/v1/collections/default/search", "{\"question\":\"What is the " + CANARY + "?\"}");
        } finally {
            access.setLevel(Level.WARNING);
            Logger.getLogger("").removeHandler(handler);
        }
        String logged = log.toString(StandardCharsets.UTF_8);
        assertThat(logged).contains("\"route\":\"/api/v1/collections\"").doesNotContain(CANARY);
        for (String secret : secrets) {
            assertThat(said.toString()).doesNotContain(secret);
            assertThat(logged).doesNotContain(secret);
        }
    }

    @Test
    void case18_gzipBodies_fiftyThousand_leaveTheHeapAsItWas() throws Exception {
        var zipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(zipped)) {
            gzip.write(new byte[1 << 20]);
        }
        many(zipped.toByteArray(), 5_000);
        long before = heap();
        many(zipped.toByteArray(), 45_000);
        assertThat(heap() - before).as("bytes more on the heap").isLessThan(64L << 20);
    }

    @Test
    void case18_badChunkExtension_isRefusedAndTheConnectionClosed() {
        var raw = new RawRequest(URI.create(service.address()));
        for (String size : List.of("zz", "5;a=\"\n", "5;\u0000", "-5", "5 5")) {
            String answer = raw.send("POST /api/v1/collections/alpha/search HTTP/1.1\r\nHost: localhost\r\n"
                    + "Authorization: Bearer " + keyA + "\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\n" + size + "\r\nhello\r\n0\r\n\r\n"
                    + "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(answer).as(size).startsWith("HTTP/1.1 400").doesNotContain("\"live\"");
        }
    }

    @Test
    void case20_filterKeyWithQuotesOrSql_isRefused() {
        for (String key : List.of("a'b", "a\\\"b", "x); DROP TABLE document; --", "a*", "a:b", "")) {
            Reply reply = service.post(
                    keyA,
                    "/api/v1/collections/alpha/search",
                    "{\"question\":\"notice\",\"filter\":{\"" + key + "\":\"x\"}}");
            assertThat(reply.status()).as(key).isEqualTo(400);
        }
    }

    @Test
    void case21_querySyntaxInAQuestion_isPlainWords() {
        for (String question : List.of(
                "(".repeat(9_990),
                "*".repeat(9_990),
                "/[a-z]*/ ".repeat(1_000),
                "text:* OR id:*",
                "\"lease\" \"",
                "lease~0.1^9")) {
            Reply reply = search(keyA, question.replace("\"", "\\\""));
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        }
        Reply tooLong = search(keyA, "(".repeat(100_000));
        assertThat(tooLong.status()).isEqualTo(400);
        assertThat(tooLong.json().path("code").asText()).isEqualTo("question_too_long");
    }

    @Test
    void case22_oneRepeatedCharacterOrDeepJson_isRefused() {
        assertThat(search(keyA, "a".repeat(1 << 20)).status()).isEqualTo(400);
        assertThat(search(keyA, "a".repeat(10_000)).status()).isEqualTo(200);
        String deep = "[".repeat(300_000) + "]".repeat(300_000);
        Reply reply = service.post(keyA, "/api/v1/collections/alpha/search", deep);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(service.post(keyA, "/api/v1/collections/alpha/search", "{\"question\":" + deep + "}")
                        .status())
                .isEqualTo(400);
        assertThat(service.post(keyA, "/api/v1/collections/alpha/search", "{\"x\":\"" + "a".repeat(5 << 20) + "\"}")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void case25_originals_areAttachmentsInASandbox() {
        service.document("alpha", "page.html", "<html><body><script>alert(1)</script>A page of words.</body></html>");
        DocumentRow page =
                service.home().catalog().documents().named(a.id(), "page.html").getFirst();
        Reply reply = service.get(keyA, "/api/v1/collections/alpha/documents/" + page.id() + "/original");
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("Content-Disposition")).startsWith("attachment");
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("Content-Security-Policy")).contains("sandbox").contains("default-src 'none'");
        assertThat(reply.header("Content-Type")).doesNotContain("html");
    }

    @Test
    void everyResponse_whateverItsStatus_carriesTheSecurityHeaders() {
        var replies = new ArrayList<Reply>();
        for (Operation operation : Contract.operations()) {
            if (!operation.path().endsWith("/original")) {
                replies.add(send(null, operation, Map.of()));
                if (operation.method().equals("GET")) {
                    replies.add(send(keyB, operation, ids("beta", ofB.id().value(), "a_x")));
                }
            }
        }
        replies.add(service.get(null, "/nowhere"));
        replies.add(service.send(null, "PUT", "/health/live", null));
        for (Reply reply : replies) {
            for (String header : List.of("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy")) {
                assertThat(reply.header(header))
                        .as(reply.response().uri() + " " + reply.status() + " " + header)
                        .isEqualTo(SecurityHeaders.ALL.get(header));
            }
            assertThat(reply.header("X-Request-Id")).isNotBlank();
        }
        String malformed = new RawRequest(URI.create(service.address())).send("GET / HTTP/1.1\r\nBad header\r\n\r\n");
        assertThat(malformed).startsWith("HTTP/1.1 400").contains("application/problem+json");
    }

    @Test
    void tenThousandAttempts_ofAKeyOfB_leakNothingOfA() throws Exception {
        var random = new Random(42);
        List<Operation> operations = Contract.operations().stream()
                .filter(operation -> operation.has("c"))
                .toList();
        var attempts = new ArrayList<Callable<String>>();
        int asked = 0;
        for (int i = 0; i < 10_000; i++) {
            Operation operation = operations.get(random.nextInt(operations.size()));
            boolean question = operation.path().matches(".*/(ask|search)");
            boolean changes = !operation.method().equals("GET") && !question;
            boolean own = random.nextInt(question ? 20 : 3) == 0 && !(changes && !operation.has("d"));
            String c = own ? "beta" : random.nextBoolean() ? "alpha" : a.id().value();
            boolean hidden = !own || operation.has("d") || operation.has("a");
            attempts.add(() -> leak(operation, c, hidden));
            asked += question && own ? 1 : 0;
        }
        var leaks = new ArrayList<String>();
        try (var several = Executors.newFixedThreadPool(16)) {
            for (Future<String> attempt : several.invokeAll(attempts)) {
                leaks.add(attempt.get());
            }
        }
        leaks.removeIf(String::isEmpty);
        assertThat(leaks).isEmpty();
        assertThat(asked).as("questions to B's own collection with A's words").isGreaterThan(10);
    }

    /** Returns what a key of B is told of A, or an empty text; what is hidden must be answered as absent. */
    private static String leak(Operation operation, String c, boolean hidden) {
        Reply reply = send(keyB, operation, ids(c, ofA.id().value(), answerOfA));
        String told = reply.body().replace(QUESTION, ""); // an answer repeats what was asked
        boolean leaks = (hidden && reply.status() != 404)
                || told.contains(CANARY)
                || told.contains(ofA.id().value());
        return leaks ? operation + " of " + c + ": " + reply.status() + " " + reply.body() : "";
    }

    @Test
    void hiddenAndAbsentIds_asked_takeTheSameTime() {
        Operation show = new Operation("GET", "/api/v1/collections/{c}/documents/{d}", false);
        double[] hidden = new double[1_000];
        double[] absent = new double[1_000];
        for (int i = -200; i < 1_000; i++) {
            double first = nanos(show, ids("alpha", ofA.id().value(), ""));
            double second = nanos(show, ids("gamma", ofA.id().value(), ""));
            if (i >= 0) {
                hidden[i] = first;
                absent[i] = second;
            }
        }
        Arrays.sort(hidden);
        Arrays.sort(absent);
        assertThat(hidden[500] / absent[500])
                .as("median %.0f µs against %.0f µs".formatted(hidden[500] / 1e3, absent[500] / 1e3))
                .isBetween(0.5, 2.0);
    }

    @Test
    void listening_elsewhereWithoutKeys_isRefused(@TempDir Path other) {
        assertThatThrownBy(() -> TestService.start(
                        other,
                        TestService.config(EmbeddingConfig.DEFAULT, ServeConfig.DEFAULT.at("0.0.0.0", 0)),
                        UnaryOperator.identity()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("keys create");
    }

    private static double nanos(Operation operation, Map<String, String> ids) {
        long begun = System.nanoTime();
        assertThat(send(keyB, operation, ids).status()).isEqualTo(404);
        return System.nanoTime() - begun;
    }

    private static void same(Operation operation, Reply foreign, Reply absent) {
        assertThat(foreign.status()).as(operation + " " + foreign.body()).isEqualTo(404);
        assertThat(absent.status()).as(operation + " absent").isEqualTo(404);
        assertThat(withoutRequestId(foreign)).as(operation.toString()).isEqualTo(withoutRequestId(absent));
    }

    private static JsonNode withoutRequestId(Reply reply) {
        return ((ObjectNode) reply.json()).without("request_id");
    }

    private static JsonNode ask(String key, String collection, String question) {
        Reply reply =
                service.post(key, "/api/v1/collections/" + collection + "/ask", "{\"question\":\"" + question + "\"}");
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json();
    }

    private static Reply search(String key, String question) {
        return service.post(key, "/api/v1/collections/alpha/search", "{\"question\":\"" + question + "\"}");
    }

    private static Reply send(String key, Operation operation, Map<String, String> ids) {
        String body = operation.method().equals("GET") || operation.method().equals("DELETE")
                ? null
                : "{\"question\":\"" + QUESTION + "\"}";
        return service.send(key, operation.method(), operation.at(ids), body);
    }

    private static String filled(Operation operation) {
        return operation.at(ids("alpha", ofA.id().value(), answerOfA));
    }

    private static Map<String, String> ids(String c, String d, String answer) {
        return Map.of(
                "c", c, "d", d, "a", answer, "n", "1", "k", "k_aaaaaaaaaaaaaaaaaaaa", "j", "j_aaaaaaaaaaaaaaaaaaaa");
    }

    private static List<Path> holding(String secret) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> contains(file, secret))
                    .toList();
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            return false;
        }
    }

    /** Sends a zipped body so often on one connection, some before their replies are read, and reads the status of each reply. */
    private static void many(byte[] zipped, int times) throws IOException {
        String head = "POST /api/v1/collections/alpha/search HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + keyA
                + "\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: " + zipped.length
                + "\r\n\r\n";
        var whole = new ByteArrayOutputStream();
        whole.write(head.getBytes(StandardCharsets.US_ASCII));
        whole.write(zipped);
        byte[] request = whole.toByteArray();
        URI place = URI.create(service.address());
        try (var socket = new Socket(place.getHost(), place.getPort())) {
            socket.setSoTimeout(60_000);
            var in = new BufferedInputStream(socket.getInputStream());
            var out = new BufferedOutputStream(socket.getOutputStream());
            for (int sent = 0; sent < times; sent += AT_ONCE) {
                for (int i = 0; i < AT_ONCE; i++) {
                    out.write(request);
                }
                out.flush();
                for (int i = 0; i < AT_ONCE; i++) {
                    assertThat(status(in)).isBetween(400, 415);
                }
            }
        }
    }

    /** Reads one reply whole and returns its status. */
    private static int status(InputStream in) throws IOException {
        String status = line(in);
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length: ")) {
                length = Integer.parseInt(header.substring("content-length: ".length()));
            }
        }
        in.skipNBytes(length);
        return Integer.parseInt(status.split(" ")[1]);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        int next = in.read();
        for (; next != '\n' && next >= 0; next = in.read()) {
            line.append((char) next);
        }
        assertThat(next).as("end of the connection after %s", line).isNotNegative();
        return line.toString().strip();
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
