package dev.recto.serve.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.ingest.IngestSummary;
import java.util.TreeMap;

/** What an ingest did, as JSON. */
public final class IngestJson {
    private IngestJson() {}

    /** Returns what an ingest did. */
    public static ObjectNode summary(String collection, IngestSummary summary) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("collection", collection);
        node.put("documents", summary.files());
        ObjectNode outcomes = node.putObject("outcomes");
        new TreeMap<>(summary.outcomes()).forEach(outcomes::put);
        node.put("deleted", summary.deleted());
        ArrayNode failed = node.putArray("not_taken_in");
        for (IngestSummary.Line line : summary.notTakenIn()) {
            failed.addObject()
                    .put("document", line.document())
                    .put("outcome", line.outcome())
                    .put("sentence", line.sentence());
        }
        ArrayNode missing = node.putArray("missing");
        summary.missing().forEach(path -> missing.add(path.toString()));
        node.put("parts", summary.parts());
        node.put("passages", summary.passages());
        node.put("embedded", summary.embedded());
        node.put("reused", summary.reused());
        ObjectNode timings = node.putObject("timings_ms");
        timings.put("read", summary.readMillis());
        timings.put("embed", summary.embedMillis());
        timings.put("index", summary.indexMillis());
        timings.put("total", summary.totalMillis());
        return node;
    }
}
