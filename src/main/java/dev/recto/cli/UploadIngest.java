package dev.recto.cli;

import static dev.recto.cli.ServiceClient.encoded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.Home;
import dev.recto.ingest.FolderScan;
import dev.recto.ingest.IngestListener;
import dev.recto.ingest.IngestProgress;
import dev.recto.ingest.IngestRequest;
import dev.recto.ingest.SourceFile;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes files in through a service elsewhere: uploads each under its path below its folder, and waits until all were read. Jobs are
 * followed while files are sent, because a service forgets its oldest finished jobs.
 */
final class UploadIngest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> FOUND = Set.of("INDEXED", "UNCHANGED", "PARTIAL");

    /** Most uploads that nobody has followed to their end: far fewer than the jobs that a service keeps. Chosen. */
    private static final int WINDOW = 200;

    /** Waits in a row, without a request that went through between them, until the service counts as unable. Chosen. */
    private static final int MOST_WAITS = 10;

    /** Longest of them. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private static final int ABSENT = 404;

    private final ServiceClient service;
    private final UploadKeys keys = new UploadKeys();
    private final Deque<Sent> following = new ArrayDeque<>();
    private final String collection;
    private final Home home;
    private int waits;

    /** A file that is at the service, and the job that reads it. */
    private record Sent(String key, String job) {}

    /** @param home whose own folders are left out wherever they are met */
    UploadIngest(ServiceClient service, String collection, Home home) {
        this.service = service;
        this.collection = collection;
        this.home = home;
    }

    /** Takes files in and returns what was done. */
    JsonNode ingest(IngestRequest request, IngestListener listener) {
        if (request.sync()) {
            throw CommandException.wrongUse("--sync compares with files that the service can see; leave --server out.");
        }
        if (!request.metadata().isEmpty()) {
            throw CommandException.wrongUse("--meta cannot go with --server; set it on the document afterwards.");
        }
        long begun = System.nanoTime();
        FolderScan.Found found = FolderScan.scan(request.paths(), home);
        var done = new Done();
        found.refused().forEach(line -> done.refuse(line.document(), line.outcome(), line.sentence()));
        int files = found.files().size();
        long bytes =
                found.files().stream().mapToLong(file -> file.stat().size()).sum();
        listener.found(new IngestProgress(files, 0, bytes, 0, 0, 0, 0));
        long sent = 0;
        for (SourceFile file : found.files()) {
            upload(file, done);
            if (following.size() > WINDOW) {
                follow(following.remove(), done);
            }
            sent += file.stat().size();
            listener.progress(new IngestProgress(files, 0, bytes, sent, 0, 0, 0));
        }
        while (!following.isEmpty()) {
            follow(following.remove(), done);
        }
        new RemoteHome(service, false, home).documents(collection, null, done::count);
        ObjectNode summary = done.summary(collection);
        ArrayNode missing = summary.putArray("missing");
        found.missing().forEach(path -> missing.add(path.toString()));
        summary.putObject("timings_ms").put("total", (System.nanoTime() - begun) / 1_000_000);
        return summary;
    }

    private void upload(SourceFile file, Done done) {
        String key = keys.give(file);
        String name = String.valueOf(file.file().getFileName());
        String path = "/api/v1/collections/" + encoded(collection) + "/documents?name=" + encoded(name) + "&key="
                + encoded(key);
        try {
            JsonNode job = patiently(() -> service.upload(path, BodyPublishers.ofFile(file.file())));
            following.add(new Sent(key, job.path("id").asText()));
        } catch (FileNotFoundException e) {
            done.refuse(key, "FAILED", "It is no longer there, or cannot be read.");
        } catch (ServiceRefusal refusal) {
            done.refuse(key, refusal.status() == 413 ? "TOO_LARGE" : "FAILED", String.valueOf(refusal.getMessage()));
        }
    }

    /** Waits for a file's job; where the service has forgotten it, the document itself says how it ended. */
    private void follow(Sent sent, Done done) {
        try {
            JsonNode job = patiently(() -> service.follow("/api/v1/jobs/" + sent.job() + "/events"));
            job.path("documents").forEach(done::add);
        } catch (ServiceRefusal refusal) {
            if (refusal.status() != ABSENT) {
                throw refusal;
            }
            new RemoteHome(service, false, home)
                    .named(collection, sent.key()).stream()
                            .filter(one -> one.path("key").asText().equals(sent.key()))
                            .findFirst()
                            .ifPresentOrElse(
                                    done::add,
                                    () -> done.refuse(sent.key(), "FAILED", "It was deleted while it was read."));
        }
    }

    /** Returns what a request gives; where the service is only busy, waits as long as it says and asks again. */
    private <E extends Exception> JsonNode patiently(Asked<E> request) throws E {
        while (true) {
            try {
                JsonNode reply = request.reply();
                waits = 0;
                return reply;
            } catch (ServiceRefusal refusal) {
                Duration wait = refusal.retryAfter();
                if (wait == null || waits == MOST_WAITS) {
                    throw refusal;
                }
                waits++;
                sleep(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
            }
        }
    }

    private static void sleep(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            throw ServiceClient.stopped();
        }
    }

    /** A request to the service. */
    @FunctionalInterface
    private interface Asked<E extends Exception> {
        JsonNode reply() throws E;
    }

    /** What came of the files so far. */
    private static final class Done {
        private final Map<String, Integer> outcomes = new TreeMap<>();
        private final ArrayNode notTakenIn = JSON.arrayNode();
        private final Set<String> read = new HashSet<>();
        private int parts;
        private int passages;

        void refuse(String document, String outcome, String sentence) {
            outcomes.merge(outcome, 1, Integer::sum);
            notTakenIn
                    .addObject()
                    .put("document", document)
                    .put("outcome", outcome)
                    .put("sentence", sentence);
        }

        /** Takes in how a document ended. */
        void add(JsonNode document) {
            String outcome = document.path("outcome").asText("FAILED");
            if (!FOUND.contains(outcome)) {
                refuse(
                        document.path("key").asText(),
                        outcome,
                        document.path("sentence").asText());
                return;
            }
            outcomes.merge(outcome, 1, Integer::sum);
            if (!outcome.equals("UNCHANGED")) {
                read.add(document.path("id").asText());
            }
        }

        /** Counts a document that was read now, or that stands in one; documents come by key, what holds others before those. */
        void count(JsonNode document) {
            String id = document.path("id").asText();
            if (read.contains(document.path("parent").asText())) {
                String outcome = document.path("outcome").asText("FAILED");
                if (FOUND.contains(outcome)) {
                    outcomes.merge(outcome, 1, Integer::sum);
                } else {
                    refuse(
                            document.path("key").asText(),
                            outcome,
                            document.path("sentence").asText());
                }
                read.add(id);
            }
            if (read.contains(id)) {
                parts += document.path("parts").asInt();
                passages += document.path("passages").asInt();
            }
        }

        ObjectNode summary(String collection) {
            ObjectNode summary = JSON.objectNode().put("collection", collection);
            summary.put(
                    "documents",
                    outcomes.values().stream().mapToInt(Integer::intValue).sum());
            ObjectNode counts = summary.putObject("outcomes");
            outcomes.forEach(counts::put);
            summary.put("deleted", 0);
            summary.set("not_taken_in", notTakenIn);
            summary.put("parts", parts).put("passages", passages);
            return summary;
        }
    }
}
