package dev.recto.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.ingest.DeletionReceipt;
import dev.recto.ingest.IngestSummary;
import java.util.TreeMap;

/** What an ingest or a deletion did, as JSON. */
final class IngestJson {
    private IngestJson() {}

    /** Returns what an ingest did. */
    static ObjectNode summary(String collection, IngestSummary summary) {
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

    /** Returns what a deletion removed. */
    static ObjectNode receipt(DeletionReceipt receipt) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("collection", receipt.collection());
        node.put("document", receipt.document());
        node.put("key", receipt.key());
        ArrayNode documents = node.putArray("documents");
        receipt.documents().forEach(documents::add);
        ArrayNode contents = node.putArray("contents");
        receipt.contents().forEach(contents::add);
        ArrayNode kept = node.putArray("contents_kept");
        receipt.contentsKept().forEach(kept::add);
        node.put("passages", receipt.passages());
        node.put("vectors", receipt.vectors());
        node.put("deleted_at", receipt.deletedAt().toString());
        node.put("completed_at", receipt.completedAt().toString());
        node.put("absent", receipt.absent());
        return node;
    }
}
