package dev.recto.cli;

import static dev.recto.cli.ServiceClient.encoded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.Home;
import dev.recto.ingest.FolderScan;
import dev.recto.ingest.IngestListener;
import dev.recto.ingest.IngestProgress;
import dev.recto.ingest.IngestRequest;
import dev.recto.ingest.SourceFile;
import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Takes files in through a service elsewhere: uploads each under its path below its folder, and waits until all were read. Jobs are
 * followed while files are sent, because a service forgets its oldest finished jobs.
 */
final class UploadIngest {
    /** Most uploads that nobody has followed to their end: far fewer than the jobs that a service keeps. Chosen. */
    private static final int WINDOW = 200;

    private static final int ABSENT = 404;

    private final ServiceClient service;
    private final UploadKeys keys = new UploadKeys();
    private final Patience patience = new Patience();
    private final Deque<Sent> following = new ArrayDeque<>();
    private final String collection;
    private final Home home;

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
        var done = new UploadSummary();
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

    private void upload(SourceFile file, UploadSummary done) {
        String key = keys.give(file);
        String name = String.valueOf(file.file().getFileName());
        String path = "/api/v1/collections/" + encoded(collection) + "/documents?name=" + encoded(name) + "&key="
                + encoded(key);
        try {
            JsonNode job = patience.reply(() -> service.upload(path, BodyPublishers.ofFile(file.file())));
            following.add(new Sent(key, job.path("id").asText()));
        } catch (FileNotFoundException e) {
            done.refuse(key, "FAILED", "It is no longer there, or cannot be read.");
        } catch (ServiceRefusal refusal) {
            done.refuse(key, refusal.status() == 413 ? "TOO_LARGE" : "FAILED", String.valueOf(refusal.getMessage()));
        }
    }

    /** Waits for a file's job; where the service has forgotten it, the document itself says how it ended. */
    private void follow(Sent sent, UploadSummary done) {
        try {
            JsonNode job = patience.reply(() -> service.follow("/api/v1/jobs/" + sent.job() + "/events"));
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
}
