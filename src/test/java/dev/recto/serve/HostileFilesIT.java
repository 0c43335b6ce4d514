package dev.recto.serve;

import static dev.recto.serve.RunningService.DOCUMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recto.config.LimitsConfig;
import dev.recto.config.UploadConfig;
import dev.recto.config.UrlConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** security.md 12, 13 and 14: hostile files sent to a real service, read by its real worker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostileFilesIT {
    private static final String CANARY = "zwölfboxkämpfer";
    private static final String SEARCH = "/api/v1/collections/default/search";
    private static final long FLAT = 64L << 20;

    private Path home;
    private Path canary;
    private RunningService service;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        home = folder.resolve("home");
        canary = Files.writeString(folder.resolve("secret.txt"), CANARY);
        var limits = new LimitsConfig(64 << 20, 20, 256, 1_000_000, 1_000, 50, 32 << 20, 4, 10_000);
        service = new RunningService(home, limits, new UploadConfig(64 << 20, 100, 64, 1_000), UrlConfig.DEFAULT);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    /** Sends a file and returns the outcome of the document itself, once its job is done. */
    private String outcome(String name, byte[] bytes) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.uri(DOCUMENTS))
                .header("Content-Type", FormBody.TYPE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        new FormBody().file(name, bytes).bytes()));
        HttpResponse<String> accepted = service.send(request);
        assertThat(accepted.statusCode()).as(name + " " + accepted.body()).isEqualTo(202);
        String job = RunningService.JSON.readTree(accepted.body()).get("id").asText();
        assertThat(service.events(job)).contains("event: done");
        for (JsonNode document : service.json("/api/v1/jobs/" + job).get("documents")) {
            if (document.get("name").asText().equals(name)) {
                return document.get("outcome").asText();
            }
        }
        throw new AssertionError(name + " is not in its job");
    }

    private Map<String, String> outcomes(String folder, Map<String, byte[]> files) throws Exception {
        var outcomes = new LinkedHashMap<String, String>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            outcomes.put(file.getKey(), outcome(folder + "-" + file.getKey(), file.getValue()));
        }
        return outcomes;
    }

    private List<Path> filesThatHold(String words) throws IOException {
        byte[] wanted = words.getBytes(StandardCharsets.UTF_8);
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, wanted))
                    .toList();
        }
    }

    private static boolean holds(Path file, byte[] wanted) {
        try {
            byte[] all = Files.readAllBytes(file);
            for (int at = 0; at + wanted.length <= all.length; at++) {
                if (all[at] == wanted[0] && Arrays.equals(all, at, at + wanted.length, wanted, 0, wanted.length)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void security12_entitiesThatPointOutside_showTheCanaryNowhere() throws Exception {
        Map<String, String> outcomes = outcomes("outside", HostileFiles.entitiesThatPointAt(canary.toUri()));

        assertThat(outcomes).doesNotContainValue("TIMEOUT").containsEntry("xfa.pdf", "INDEXED");
        assertThat(filesThatHold(CANARY)).isEmpty();
        HttpResponse<String> found = service.post(
                SEARCH,
                "application/json",
                ("{\"question\": \"" + CANARY + " words\"}").getBytes(StandardCharsets.UTF_8));
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.body()).doesNotContain("\"text\":\"" + CANARY).doesNotContain("words " + CANARY);
    }

    @Test
    void security12_entitiesWithoutEnd_haveAStatedOutcomeAndLittleText() throws Exception {
        Map<String, String> outcomes = outcomes("lol", HostileFiles.entitiesWithoutEnd());

        assertThat(outcomes).allSatisfy((name, outcome) -> assertThat(outcome)
                .as(name)
                .isIn("INDEXED", "PARTIAL", "NO_TEXT", "FAILED", "TOO_LARGE", "UNSUPPORTED", "TIMEOUT"));
        assertThat(filesThatHold("lol".repeat(100))).isEmpty();
    }

    @Test
    void security13_bombsAndLoops_endInAStatedOutcomeAndTheServiceGoesOn() throws Exception {
        Map<String, byte[]> files = HostileFiles.bombsAndLoops();
        long before = heapInUse();

        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            assertThat(outcome(file.getKey(), file.getValue()))
                    .as(file.getKey())
                    .isIn("INDEXED", "PARTIAL", "NO_TEXT", "FAILED", "TOO_LARGE", "UNSUPPORTED", "TIMEOUT");
            String next = "after-" + file.getKey() + ".txt";
            assertThat(outcome(next, ("What came after " + file.getKey()).getBytes(StandardCharsets.UTF_8)))
                    .as(next)
                    .isEqualTo("INDEXED");
        }

        assertThat(heapInUse() - before).isLessThan(FLAT);
    }

    @Test
    void security14_pdfCutOffAnywhere_isNeverPlainSuccessWithoutItsText() throws Exception {
        byte[] whole = HostileFiles.pdf();
        assertThat(outcome("whole.pdf", whole)).isEqualTo("INDEXED");

        for (int length = 16; length < whole.length - 8; length += whole.length / 12) {
            String name = "cut-at-" + length + ".pdf";
            String outcome = outcome(name, Arrays.copyOf(whole, length));
            if (outcome.equals("INDEXED")) {
                assertThat(passagesOf(name)).as(name).contains("hello pdf");
            } else {
                assertThat(outcome).as(name).isIn("PARTIAL", "NO_TEXT", "FAILED", "UNSUPPORTED");
            }
        }
    }

    private String passagesOf(String name) throws Exception {
        return service.post(
                        SEARCH,
                        "application/json",
                        ("{\"question\": \"hello pdf\", \"filter\": {\"name\": \"" + name + "\"}}")
                                .getBytes(StandardCharsets.UTF_8))
                .body();
    }

    private static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
