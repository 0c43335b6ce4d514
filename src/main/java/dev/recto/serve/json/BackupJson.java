package dev.recto.serve.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.ingest.BackupReport;

/** What taking or restoring a backup did, as JSON. */
public final class BackupJson {
    private BackupJson() {}

    /** Returns what was done. */
    public static ObjectNode report(BackupReport report) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("id", report.id());
        node.put("taken", report.taken().toString());
        node.put("originals", report.originals());
        node.put("copied", report.copied());
        node.put("bytes", report.bytes());
        ArrayNode damaged = node.putArray("damaged");
        report.damaged().forEach(content -> damaged.add(content.hex()));
        ArrayNode removed = node.putArray("removed");
        report.removed().forEach(removed::add);
        node.put("millis", report.millis());
        return node;
    }
}
