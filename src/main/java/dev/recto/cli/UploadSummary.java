package dev.recto.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What came of uploaded files so far, in the shape that ingesting has everywhere. */
final class UploadSummary {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final ArrayNode notTakenIn = JSON.arrayNode();
    private final Set<String> read = new HashSet<>();
    private int parts;
    private int passages;

    /** Takes in that a file was not taken in, and why. */
    void refuse(String document, String outcome, String sentence) {
        outcomes.merge(outcome, 1, Integer::sum);
        notTakenIn.addObject().put("document", document).put("outcome", outcome).put("sentence", sentence);
    }

    /** Takes in how a document ended. */
    void add(JsonNode document) {
        String outcome = document.path("outcome").asText("FAILED");
        if (!IngestCommand.FOUND.contains(outcome)) {
            refuse(
                    document.path("key").asText(),
                    outcome,
                    document.path("sentence").asText());
            return;
        }
        outcomes.merge(outcome, 1, Integer::sum);
        if (!outcome.equals("UNCHANGED")) {
            read.add(document.path("id").asText());
        }
    }

    /** Counts a document that was read now, or that stands in one; documents come by key, what holds others before those. */
    void count(JsonNode document) {
        String id = document.path("id").asText();
        if (read.contains(document.path("parent").asText())) {
            String outcome = document.path("outcome").asText("FAILED");
            if (IngestCommand.FOUND.contains(outcome)) {
                outcomes.merge(outcome, 1, Integer::sum);
            } else {
                refuse(
                        document.path("key").asText(),
                        outcome,
                        document.path("sentence").asText());
            }
            read.add(id);
        }
        if (read.contains(id)) {
            parts += document.path("parts").asInt();
            passages += document.path("passages").asInt();
        }
    }

    /** Returns all of it. */
    ObjectNode summary(String collection) {
        ObjectNode summary = JSON.objectNode().put("collection", collection);
        summary.put(
                "documents",
                outcomes.values().stream().mapToInt(Integer::intValue).sum());
        ObjectNode counts = summary.putObject("outcomes");
        outcomes.forEach(counts::put);
        summary.put("deleted", 0);
        summary.set("not_taken_in", notTakenIn);
        summary.put("parts", parts).put("passages", passages);
        return summary;
    }
}
