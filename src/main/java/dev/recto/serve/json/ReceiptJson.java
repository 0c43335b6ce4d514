package dev.recto.serve.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.ingest.DeletionReceipt;

/** What a deletion did, as JSON. */
public final class ReceiptJson {
    private ReceiptJson() {}

    /** Returns what a deletion removed. */
    public static ObjectNode receipt(DeletionReceipt receipt) {
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
        ArrayNode waiting = node.putArray("contents_waiting");
        receipt.contentsWaiting().forEach(waiting::add);
        node.put("passages", receipt.passages());
        node.put("vectors", receipt.vectors());
        node.put("deleted_at", receipt.deletedAt().toString());
        node.put("completed_at", receipt.completedAt().toString());
        node.put("absent", receipt.absent());
        return node;
    }
}
