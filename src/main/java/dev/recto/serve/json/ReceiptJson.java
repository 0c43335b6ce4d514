package dev.recto.serve.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.DeletionRow;
import dev.recto.catalog.HomeKey;
import dev.recto.ingest.DeletionReceipt;

/** What a deletion did, as JSON. */
public final class ReceiptJson {
    private ReceiptJson() {}

    /** Returns what a deletion removed, signed. */
    public static ObjectNode receipt(DeletionReceipt receipt, HomeKey key) {
        DeletionRow deletion = receipt.deletion();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("collection", receipt.collection());
        node.put("document", deletion.document().value());
        node.put("key", deletion.key());
        ArrayNode documents = node.putArray("documents");
        deletion.documents().forEach(document -> documents.add(document.value()));
        ArrayNode contents = node.putArray("contents");
        deletion.contents().forEach(content -> contents.add(content.hex()));
        ArrayNode kept = node.putArray("contents_kept");
        receipt.contentsKept().forEach(kept::add);
        ArrayNode waiting = node.putArray("contents_waiting");
        receipt.contentsWaiting().forEach(waiting::add);
        node.put("passages", deletion.passages());
        node.put("vectors", deletion.vectors());
        node.put("answers", deletion.answers());
        node.put("deleted_at", deletion.deleted().toString());
        node.put("completed_at", String.valueOf(deletion.completed()));
        node.put("absent", receipt.absent());
        node.put("expunge_by", receipt.expungeBy().toString());
        DeletionRow.Scan scan = receipt.scan();
        node.put("expunged_at", scan == null ? null : scan.expunged().toString());
        if (scan == null) {
            node.putNull("scan");
        } else {
            node.putObject("scan")
                    .put("files", scan.files())
                    .put("bytes", scan.bytes())
                    .put("found", scan.found());
        }
        ArrayNode backups = node.putArray("backups");
        receipt.backups().forEach(backup -> backups.addObject()
                .put("place", backup.place())
                .put("id", backup.id())
                .put("taken", backup.taken().toString()));
        return ReceiptSeal.sign(node, key);
    }
}
