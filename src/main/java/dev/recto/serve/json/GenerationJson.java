package dev.recto.serve.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.EvaluationRow;
import dev.recto.catalog.GenerationEvent;
import dev.recto.catalog.GenerationRow;
import dev.recto.ingest.Reindexes;
import dev.recto.ingest.schedule.Schedules;
import dev.recto.serve.Json;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Generations and schedules as JSON. */
public final class GenerationJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private GenerationJson() {}

    /**
     * Returns a collection's generations.
     *
     * @param collection the collection's name
     */
    public static ObjectNode generations(String collection, Reindexes.Status status) {
        ObjectNode node = JSON.objectNode();
        node.put("collection", collection);
        node.put("up_to_date", status.upToDate());
        ArrayNode all = node.putArray("generations");
        status.generations().forEach(row -> all.add(generation(row)));
        ArrayNode ledger = node.putArray("events");
        status.events().forEach(event -> ledger.add(event(event)));
        return node;
    }

    private static ObjectNode generation(GenerationRow row) {
        ObjectNode node = JSON.objectNode();
        node.put("number", row.number());
        node.put("created", row.created().toString());
        node.put("live", row.live());
        node.put("ready", row.build().ready());
        node.put("live_since", text(row.build().liveSince()));
        ObjectNode models = node.putObject("models");
        new TreeMap<>(row.models()).forEach(models::put);
        node.put("reader", row.reader());
        node.put("splitter", row.splitter());
        return node.put("analysis", row.analysis());
    }

    private static ObjectNode event(GenerationEvent event) {
        ObjectNode node = JSON.objectNode();
        node.put("at", event.at().toString());
        node.put("generation", event.generation());
        node.put("event", event.change().word());
        node.put("cause", event.cause());
        return node.put("sentence", event.sentence());
    }

    /** Returns a collection's evaluations. */
    public static ObjectNode evaluations(String collection, List<EvaluationRow> rows) {
        ObjectNode node = JSON.objectNode();
        node.put("collection", collection);
        ArrayNode all = node.putArray("evaluations");
        for (EvaluationRow row : rows) {
            ObjectNode one = all.addObject();
            one.put("at", row.at().toString());
            one.put("generation", row.generation());
            one.put("cause", row.cause());
            one.put("questions", row.questions());
            one.set("sets", Json.object(row.report()).path("sets"));
        }
        return node;
    }

    /** Returns a collection's schedule as it holds. */
    public static ObjectNode schedule(String collection, Schedules.Effective schedule) {
        ObjectNode node = JSON.objectNode();
        node.put("collection", collection);
        node.put("cron", schedule.cron() == null ? Schedules.OFF : schedule.cron());
        node.put("time_zone", schedule.timeZone().getId());
        node.put("own", schedule.own());
        node.put("next", text(schedule.next()));
        return node.put("last", text(schedule.last()));
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
