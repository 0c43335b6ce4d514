package dev.recto.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.recto.Application;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentState;
import dev.recto.catalog.Home;
import dev.recto.config.RectoConfig;
import dev.recto.ingest.IngestListener;
import dev.recto.ingest.IngestRequest;
import dev.recto.serve.ServiceProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real service, whose kernel refuses each thread's n-th fsync and all after it: {@code strace} fails the system calls of the process (EIO),
 * whoever makes them, SQLite, Lucene or Recto. The process ends by itself, and what it acknowledged is there afterwards.
 */
class FailedSyncIT {
    private static final boolean ALL_PARTS = Boolean.parseBoolean(System.getenv("RECTO_ALL_PARTS"));
    private static final Pattern SAYS = Pattern.compile("(http://[0-9.:]+)");
    private static final long LONGEST_SECONDS = 120;

    @TempDir
    Path folder;

    @Test
    void fsync_failsAtTheNth_endsTheProcessAndNothingAcknowledgedIsLost() throws Exception {
        assumeTrue(ALL_PARTS || traces(), "skipped: there is no strace, or this user may trace nothing with it");
        Path home = folder.resolve("home");
        Path first = Files.writeString(folder.resolve("first.txt"), "The first note tells of a harbour.");
        try (Application application = Application.open(new Home(home), RectoConfig.DEFAULT)) {
            application
                    .ingestor()
                    .ingest(
                            collection(application),
                            new IngestRequest(List.of(first), Map.of(), false),
                            IngestListener.SILENT);
        }
        var acknowledged = new ArrayList<String>(List.of("first.txt"));
        for (int nth : ALL_PARTS ? new int[] {1, 2, 3, 4} : new int[] {1, 3}) {
            String key = "note-" + nth;
            if (send(home, nth, key)) {
                acknowledged.add(key);
            }
        }

        try (Application application = Application.open(new Home(home), RectoConfig.DEFAULT)) {
            CollectionRow collection = collection(application);
            application
                    .ingestor()
                    .ingest(collection, new IngestRequest(List.of(first), Map.of(), false), IngestListener.SILENT);
            for (String key : acknowledged) {
                assertThat(application.catalog().documents().named(collection.id(), key))
                        .as(key)
                        .singleElement()
                        .extracting(row -> row.state())
                        .isEqualTo(DocumentState.INDEXED);
            }
            assertThat(application.consistency().check(List.of(collection))).isEmpty();
        }
    }

    /** Returns whether the service acknowledged a document before its n-th fsync and every one after it failed and ended it. */
    private static boolean send(Path home, int nth, String key) throws Exception {
        var command = new ArrayList<>(tracing("fsync,fdatasync:error=EIO:when=" + nth + "+"));
        command.addAll(
                ServiceProcess.java(List.of("-Xmx512m"), List.of("--home", home.toString(), "serve", "--port", "0")));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Thread.ofVirtual().start(() -> endLate(process));
        var said = new StringBuilder();
        boolean acknowledged = false;
        try (var lines = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                Matcher says = SAYS.matcher(line);
                if (line.contains("Recto serves") && says.find()) {
                    acknowledged = upload(says.group(1), key);
                }
            }
            assertThat(process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isNotZero();
            assertThat(said).contains("durable");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return acknowledged;
    }

    private static void endLate(Process process) {
        try {
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean upload(String address, String key) throws InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create(address + "/api/v1/collections/default/documents?name=" + key + ".txt&key=" + key))
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("The " + key + " tells of a lighthouse."))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 202;
        } catch (IOException ended) {
            return false; // the process ended before it could say anything
        }
    }

    private static CollectionRow collection(Application application) {
        return application.catalog().collections().require("default");
    }

    private static List<String> tracing(String failing) {
        return List.of(
                "strace",
                "-f",
                "-qq",
                "--seccomp-bpf",
                "-o",
                "/dev/null",
                "-e",
                "trace=fsync,fdatasync",
                "-e",
                "inject=" + failing);
    }

    private static boolean traces() throws InterruptedException {
        var command = new ArrayList<>(tracing("fsync,fdatasync:error=EIO"));
        command.add("true");
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException none) {
            return false;
        }
    }
}
