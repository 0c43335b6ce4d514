package dev.recto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.recto.document.ContentHash;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an upload makes of a service that is busy, or has forgotten a job. */
class UploadIngestTest {
    @TempDir
    Path folder;

    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Integer> refusals = new CopyOnWriteArrayList<>();
    private boolean forgetful;
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void ingest_sameNameInSeveralFolders_getsAKeyForEach() throws IOException {
        CommandLineRun run = ingest("a", "b", "deep/b");

        String digits =
                ContentHash.of(folder.resolve("deep/b").toString()).hex().substring(0, 8);
        assertThat(run.status()).isZero();
        assertThat(keys).containsExactly("README.md", "b/README.md", "b~" + digits + "/README.md");
    }

    @Test
    void ingest_serviceBusy_waitsAndTriesAgain() throws IOException {
        refusals.addAll(List.of(503, 429));

        CommandLineRun run = ingest("a");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("1 document (1 INDEXED)");
        assertThat(refusals).isEmpty();
    }

    @Test
    void ingest_serviceBusyForGood_isToldAsFailed() throws IOException {
        refusals.addAll(Collections.nCopies(50, 503));

        assertThat(ingest("a").status()).isEqualTo(1);
        assertThat(refusals).hasSize(39);
    }

    @Test
    void ingest_jobForgotten_asksForTheDocument() throws IOException {
        forgetful = true;

        CommandLineRun run = ingest("a");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("1 document (1 PARTIAL)");
    }

    @Test
    void ingest_manyFiles_followsJobsWhileItSends() throws IOException {
        Path many = Files.createDirectories(folder.resolve("many"));
        for (int number = 0; number < 300; number++) {
            Files.writeString(many.resolve(number + ".md"), "x");
        }

        CommandLineRun run = CommandLineRun.with(environment(), "", "ingest", many.toString(), "--server", address());

        assertThat(run.out()).startsWith("300 documents (300 INDEXED)");
        assertThat(asked.indexOf("follow")).isLessThan(asked.lastIndexOf("upload"));
    }

    private CommandLineRun ingest(String... folders) throws IOException {
        List<String> command = new ArrayList<>(List.of("ingest", "--server", address()));
        for (String name : folders) {
            Path made = Files.createDirectories(folder.resolve(name));
            Files.writeString(made.resolve("README.md"), name);
            command.add(made.toString());
        }
        return CommandLineRun.with(environment(), "", command.toArray(String[]::new));
    }

    private Map<String, String> environment() {
        return Map.of("RECTO_HOME", folder.resolve("home").toString());
    }

    private String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        String query = String.valueOf(exchange.getRequestURI().getRawQuery());
        if (path.equals("/api/v1/collections")) {
            send(exchange, 200, "{\"collections\": [{\"name\": \"default\"}]}");
        } else if (exchange.getRequestMethod().equals("POST")) {
            upload(exchange, query);
        } else if (path.endsWith("/events")) {
            asked.add("follow");
            String key = keys.get(Integer.parseInt(path.split("/")[4]));
            send(
                    exchange,
                    forgetful ? 404 : 200,
                    forgetful ? "{}" : "event: done\ndata: {\"documents\": [" + document(key, "INDEXED") + "]}\n\n");
        } else if (query.startsWith("named=")) {
            send(exchange, 200, "{\"documents\": [" + document("README.md", "PARTIAL") + "]}");
        } else {
            send(exchange, 200, "{\"documents\": []}");
        }
    }

    private void upload(HttpExchange exchange, String query) throws IOException {
        if (!refusals.isEmpty()) {
            exchange.getResponseHeaders().add("Retry-After", "0");
            send(exchange, refusals.removeFirst(), "{\"detail\": \"Busy.\"}");
            return;
        }
        asked.add("upload");
        keys.add(URLDecoder.decode(query.replaceAll(".*key=", ""), StandardCharsets.UTF_8));
        send(exchange, 202, "{\"id\": \"" + (keys.size() - 1) + "\"}");
    }

    private static String document(String key, String outcome) {
        return "{\"id\": \"d_" + key + "\", \"key\": \"" + key + "\", \"outcome\": \"" + outcome + "\"}";
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
