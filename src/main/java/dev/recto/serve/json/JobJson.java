package dev.recto.serve.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.JobCounts;
import dev.recto.catalog.JobDocument;
import dev.recto.catalog.JobRow;
import dev.recto.catalog.ReindexJob;
import java.util.List;
import java.util.TreeMap;

/** Jobs as JSON. */
public final class JobJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST_DOCUMENTS = 1_000;

    private JobJson() {}

    /**
     * Returns a job with its documents.
     *
     * @param collection the collection's name
     * @param documents those that the visitor may see
     */
    public static ObjectNode job(JobRow job, String collection, List<JobDocument> documents) {
        ObjectNode node = progress(job, collection, documents);
        ArrayNode all = node.putArray("documents");
        documents.stream().limit(MOST_DOCUMENTS).forEach(document -> all.add(document(document)));
        return node;
    }

    /** Returns how far a job is, without its documents. */
    public static ObjectNode progress(JobRow job, String collection, List<JobDocument> documents) {
        var outcomes = new TreeMap<String, Integer>();
        for (JobDocument document : documents) {
            if (document.outcome() != null) {
                outcomes.merge(document.outcome(), 1, Integer::sum);
            }
        }
        int done = (int) documents.stream().filter(JobDocument::done).count();
        return progress(job, collection, new JobCounts(documents.size(), done, outcomes));
    }

    /** Returns how far a job is, by the counts of those of its documents that the visitor may see. */
    public static ObjectNode progress(JobRow job, String collection, JobCounts counts) {
        ObjectNode node = JSON.objectNode();
        node.put("id", job.id());
        node.put("collection", collection);
        node.put("kind", job.kind());
        node.put("state", job.finished() == null ? "running" : "done");
        node.put("created", job.created().toString());
        node.put("finished", job.finished() == null ? null : job.finished().toString());
        ReindexJob reindex = job.reindex();
        node.put("total", reindex == null ? counts.total() : reindex.total());
        node.put("done", reindex == null ? counts.done() : reindex.done());
        if (reindex != null) {
            node.set("reindex", reindex(reindex));
        }
        ObjectNode outcomes = node.putObject("outcomes");
        new TreeMap<>(counts.outcomes()).forEach(outcomes::put);
        return node;
    }

    private static ObjectNode reindex(ReindexJob reindex) {
        ObjectNode node = JSON.objectNode();
        node.put("task", reindex.task());
        node.put("cause", reindex.cause());
        node.put("outcome", reindex.outcome());
        node.put("sentence", reindex.sentence());
        node.put("generation", reindex.generation());
        return node;
    }

    /** Returns one document of a job: where it is now, and how the job's work on it ended. */
    public static ObjectNode document(JobDocument document) {
        ObjectNode node = JSON.objectNode();
        node.put("id", document.row().id().value());
        node.put("key", document.row().key());
        node.put("name", document.row().name());
        node.put("version", document.version());
        node.put("state", document.row().state().label());
        node.put("outcome", document.outcome());
        node.put("sentence", document.sentence());
        return node;
    }
}
