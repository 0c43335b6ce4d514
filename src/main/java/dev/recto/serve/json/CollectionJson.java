package dev.recto.serve.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.CollectionSettings;
import dev.recto.catalog.DocumentCounts;
import java.util.TreeMap;

/** A collection as JSON. */
public final class CollectionJson {
    private CollectionJson() {}

    /** Returns a collection with how much it holds. */
    public static ObjectNode collection(CollectionRow row, DocumentCounts counts) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("id", row.id().value());
        node.put("name", row.name());
        node.put("created", row.created().toString());
        node.put("generation", row.generation());
        node.put("documents", counts.total());
        node.put("passages", counts.passages());
        ObjectNode outcomes = node.putObject("outcomes");
        new TreeMap<>(counts.byOutcome()).forEach(outcomes::put);
        node.set("settings", settings(row.settings()));
        return node;
    }

    private static ObjectNode settings(CollectionSettings settings) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("answerer", settings.answerer());
        node.put("model", settings.model());
        node.put("temperature", settings.temperature());
        node.put("max_tokens", settings.maxTokens());
        node.put("limit", settings.passages());
        return node.put("dense_weight", settings.denseWeight());
    }
}
