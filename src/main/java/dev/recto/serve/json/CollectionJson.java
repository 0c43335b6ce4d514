package dev.recto.serve.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.CollectionRow;
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
        return node;
    }
}
