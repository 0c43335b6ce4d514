package dev.recto.serve.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.ingest.FolderWatch;
import dev.recto.ingest.WatchReport;
import java.util.List;

/** Watched folders as JSON. */
public final class WatchJson {
    private WatchJson() {}

    /** Returns how a collection's watched folders are. */
    public static ObjectNode watched(String collection, List<FolderWatch.State> states) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("collection", collection);
        ArrayNode folders = node.putArray("folders");
        states.forEach(state -> folders.add(folder(state)));
        return node;
    }

    private static ObjectNode folder(FolderWatch.State state) {
        WatchReport report = state.report();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("folder", state.folder().toString());
        node.put("looked_at", state.looked() == null ? null : state.looked().toString());
        node.put("files", report == null ? 0 : report.files());
        node.put("settling", report == null ? 0 : report.settling());
        node.put("missing", report == null ? 0 : report.missing());
        node.put("refused", report == null ? 0 : report.refused().size());
        return node.put("asks", report == null ? null : report.asks());
    }
}
