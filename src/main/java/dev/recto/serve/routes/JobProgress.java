package dev.recto.serve.routes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.JobDocument;
import dev.recto.catalog.JobRow;
import dev.recto.serve.EventStream;
import dev.recto.serve.Problem;
import dev.recto.serve.ServedHome;
import dev.recto.serve.json.JobJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells one client how a job goes: {@code document} for each document that moved on, {@code progress} after them, and {@code done} with the
 * whole job at the end.
 */
final class JobProgress {
    /** Shortest time between two looks, in ms, so that a fast job costs its listeners little. Chosen. */
    private static final long PAUSE_MILLIS = 200;

    /** Longest time between two looks, in ms: some changes ring no bell. Chosen. */
    private static final long LOOK_MILLIS = 5_000;

    private final ServedHome house;
    private final JobRow job;
    private final String collection;
    private final Function<JobRow, List<JobDocument>> documents;
    private final Map<Integer, ObjectNode> told = new HashMap<>();
    private @Nullable ObjectNode progress;

    /** @param documents gives those of a job's documents that the client may see */
    JobProgress(ServedHome house, JobRow job, String collection, Function<JobRow, List<JobDocument>> documents) {
        this.house = house;
        this.job = job;
        this.collection = collection;
        this.documents = documents;
    }

    /**
     * Tells until the job is done.
     *
     * @throws java.util.concurrent.CancellationException if the client is gone
     * @throws InterruptedException if the service stops
     */
    void tell(EventStream stream) throws InterruptedException {
        while (true) {
            long seen = house.work().count();
            JobRow now = house.catalog().jobs().find(job.id()).orElse(null);
            if (now == null) {
                stream.fail(Problem.notFound()); // its collection was deleted, or it is long done
                return;
            }
            List<JobDocument> all = documents.apply(now);
            tellChanges(stream, now, all);
            if (now.finished() != null) {
                stream.send("done", JobJson.job(now, collection, all));
                return;
            }
            Thread.sleep(PAUSE_MILLIS);
            house.work().await(seen, LOOK_MILLIS);
        }
    }

    private void tellChanges(EventStream stream, JobRow now, List<JobDocument> all) {
        for (int number = 0; number < all.size(); number++) {
            ObjectNode node = JobJson.document(all.get(number));
            if (!node.equals(told.put(number, node))) {
                stream.send("document", node);
            }
        }
        ObjectNode node = JobJson.progress(now, collection, all);
        if (!node.equals(progress)) {
            progress = node;
            stream.send("progress", node);
        }
    }
}
