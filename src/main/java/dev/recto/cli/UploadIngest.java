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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Takes files in through a service elsewhere: uploads each under its path below its folder, and waits until all were read. */
final class UploadIngest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Set<String> FOUND = Set.of("INDEXED", "UNCHANGED", "PARTIAL");

    private final ServiceClient service;
    private final String collection;
    private final Home home;

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
        List<String> jobs = new ArrayList<>();
        int files = found.files().size();
        long bytes =
                found.files().stream().mapToLong(file -> file.stat().size()).sum();
        listener.found(new IngestProgress(files, 0, bytes, 0, 0, 0, 0));
        long sent = 0;
        for (SourceFile file : found.files()) {
            upload(file, jobs, done);
            sent += file.stat().size();
            listener.progress(new IngestProgress(files, 0, bytes, sent, 0, 0, 0));
        }
        for (String job : jobs) {
            done.add(service.follow("/api/v1/jobs/" + job + "/events"));
        }
        new RemoteHome(service, false, home).documents(collection, null, done::count);
        ObjectNode summary = done.summary(collection);
        ArrayNode missing = summary.putArray("missing");
        found.missing().forEach(path -> missing.add(path.toString()));
        summary.putObject("timings_ms").put("total", (System.nanoTime() - begun) / 1_000_000);
        return summary;
    }

    private void upload(SourceFile file, List<String> jobs, Done done) {
        String name = String.valueOf(file.file().getFileName());
        String path = "/api/v1/collections/" + encoded(collection) + "/documents?name=" + encoded(name) + "&key="
                + encoded(file.path());
        try {
            jobs.add(service.upload(path, BodyPublishers.ofFile(file.file()))
                    .path("id")
                    .asText());
        } catch (FileNotFoundException e) {
            done.refuse(file.path(), "FAILED", "It is no longer there, or cannot be read.");
        } catch (ServiceRefusal refusal) {
            done.refuse(
                    file.path(),
                    refusal.status() == 413 ? "TOO_LARGE" : "FAILED",
                    String.valueOf(refusal.getMessage()));
        }
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

        /** Takes in how a job ended. */
        void add(JsonNode job) {
            for (JsonNode document : job.path("documents")) {
                String outcome = document.path("outcome").asText("FAILED");
                if (!FOUND.contains(outcome)) {
                    refuse(
                            document.path("key").asText(),
                            outcome,
                            document.path("sentence").asText());
                    continue;
                }
                outcomes.merge(outcome, 1, Integer::sum);
                if (!outcome.equals("UNCHANGED")) {
                    read.add(document.path("id").asText());
                }
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
