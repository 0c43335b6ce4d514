package dev.recto.serve.routes;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.JobDocument;
import dev.recto.catalog.JobRequest;
import dev.recto.catalog.JobRow;
import dev.recto.catalog.KeyTakenException;
import dev.recto.ingest.Upload;
import dev.recto.serve.BodyStream;
import dev.recto.serve.Json;
import dev.recto.serve.MultipartReader;
import dev.recto.serve.Problem;
import dev.recto.serve.ProblemException;
import dev.recto.serve.Problems;
import dev.recto.serve.ServiceParts;
import dev.recto.serve.access.Door;
import dev.recto.serve.access.Role;
import dev.recto.serve.access.Slots;
import dev.recto.serve.access.Visitor;
import dev.recto.serve.json.JobJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST …/documents} and {@code …/reread}: files that come in, and those read again. */
public final class UploadRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(UploadRoutes.class);
    private static final String ALL = "/api/v1/collections/{c}/documents";
    private static final int RETRY_SECONDS = 10;

    private final ServiceParts parts;
    private final Scope scope;
    private final Slots slots;

    public UploadRoutes(ServiceParts parts, Scope scope) {
        this.parts = parts;
        this.scope = scope;
        int most = parts.config().uploads().atOnce();
        this.slots = new Slots(most, 4 * most, Duration.ofSeconds(30));
    }

    /** Adds the routes. */
    public void register(RoutesConfig routes) {
        routes.post(ALL, this::upload, Role.WRITE);
        routes.post(ALL + "/{d}/reread", this::reread, Role.WRITE);
    }

    private void upload(Context context) throws IOException, InterruptedException {
        CollectionRow collection = scope.collection(context);
        try (Slots.Slot slot = slots.take();
                var form = new UploadForm(parts.house().uploads(), parts.config())) {
            refuseWhenFull();
            read(context, form);
            takeIn(context, collection, "upload", form.handOn());
        } catch (ProblemException e) {
            context.header("Connection", "close"); // the rest of the body is not read
            throw e;
        } catch (IOException e) {
            context.header("Connection", "close");
            LOG.error("An upload could not be stored: {}", e.getMessage());
            throw Problems.storageFailed().exception();
        }
    }

    /** Makes files documents and answers with their job. */
    void takeIn(Context context, CollectionRow collection, String kind, List<Upload> files) throws IOException {
        accepted(context, collection, receive(request(context, collection, kind), files));
    }

    private void reread(Context context) {
        Parameters.only(context);
        CollectionRow collection = scope.collection(context);
        DocumentRow document = scope.document(context, collection);
        if (document.content() == null) {
            throw Problem.of(409, "no_bytes", "The document's bytes were never taken in. Upload it again.")
                    .exception();
        }
        refuseWhenFull();
        accepted(context, collection, parts.house().uploads().reread(request(context, collection, "reread"), document));
    }

    private void read(Context context, UploadForm form) throws IOException {
        String type = context.contentType();
        if (type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            Parameters.only(context);
            form.read(new MultipartReader(
                    type, BodyStream.open(context, parts.config().uploads().bytes())));
        } else {
            Parameters.only(context, "name", "key");
            long most = Math.min(
                    parts.config().uploads().bytes(), parts.config().limits().fileBytes());
            form.read(
                    BodyStream.open(context, most), Parameters.text(context, "name"), Parameters.text(context, "key"));
        }
    }

    private JobRow receive(JobRequest request, List<Upload> files) throws IOException {
        try {
            return parts.house().uploads().receive(request, files);
        } catch (KeyTakenException e) {
            throw Problem.of(409, "key_taken", String.valueOf(e.getMessage())).exception();
        }
    }

    /** Refuses more work while too much waits. */
    void refuseWhenFull() {
        if (parts.house().catalog().queue().size() >= parts.config().uploads().waitingDocuments()) {
            throw new Problem(
                            503,
                            "queue_full",
                            "Too many documents wait to be read (uploads.waiting_documents). Try again later.",
                            RETRY_SECONDS)
                    .exception();
        }
    }

    private JobRequest request(Context context, CollectionRow collection, String kind) {
        return new JobRequest(collection.id(), kind, scope.visitor(context).caller(collection.id()));
    }

    private void accepted(Context context, CollectionRow collection, JobRow job) {
        context.header("Location", JobRoutes.ALL + "/" + job.id());
        Visitor visitor = scope.visitor(context);
        List<JobDocument> shown = parts.house().catalog().jobs().documents(job).stream()
                .filter(document -> visitor.sees(collection.id(), document.row().access()))
                .toList();
        if (shown.size() == 1) {
            Door.tellsOf(context, shown.getFirst().row().id());
        }
        Json.send(context, 202, JobJson.job(job, collection.name(), shown));
    }
}
