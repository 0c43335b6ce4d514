package dev.recto.serve.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.KeyRow;
import dev.recto.catalog.UsageRow;
import dev.recto.catalog.UsageRows;
import java.time.LocalDate;
import java.util.Locale;

/** What chat models used, in the shape that users and programs rely on. */
public final class UsageJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private UsageJson() {}

    /** Returns the sums of a stretch of days, both included. */
    public static ObjectNode usage(Catalog catalog, UsageRows.By by, LocalDate from, LocalDate to) {
        ObjectNode node = JSON.objectNode();
        node.put("from", from.toString()).put("to", to.toString());
        node.put("by", by.name().toLowerCase(Locale.ROOT));
        ArrayNode rows = node.putArray("usage");
        catalog.usage().sums(by, from, to).forEach(row -> rows.add(row(catalog, row)));
        return node;
    }

    private static ObjectNode row(Catalog catalog, UsageRow row) {
        ObjectNode node = JSON.objectNode();
        if (row.day() != null) {
            node.put("day", row.day());
        }
        if (row.asker() != null) {
            node.put("key", row.asker());
            node.put("name", catalog.keys().find(row.asker()).map(KeyRow::name).orElse(null));
        }
        if (row.collection() != null) {
            node.put("collection", row.collection());
            node.put(
                    "name",
                    catalog.collections().list().stream()
                            .filter(one -> one.id().value().equals(row.collection()))
                            .map(CollectionRow::name)
                            .findFirst()
                            .orElse(null));
        }
        if (row.model() != null) {
            node.put("model", row.model());
        }
        UsageRow.Amounts amounts = row.amounts();
        return node.put("answers", amounts.answers())
                .put("degraded", amounts.degraded())
                .put("estimated", amounts.estimated())
                .put("prompt_tokens", amounts.promptTokens())
                .put("completion_tokens", amounts.completionTokens())
                .put("cost", AnswerJson.money(amounts.cost()))
                .put("currency", row.currency());
    }
}
