package dev.recto.cli;

import static dev.recto.cli.ServiceClient.encoded;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.answer.AnswerRequest;
import dev.recto.answer.AnswerSettings;
import dev.recto.answer.chat.PromptLanguage;
import dev.recto.answer.task.LabelRequest;
import dev.recto.catalog.DocumentState;
import dev.recto.catalog.Home;
import dev.recto.catalog.UsageRows;
import dev.recto.ingest.IngestListener;
import dev.recto.ingest.IngestProgress;
import dev.recto.ingest.IngestRequest;
import dev.recto.retrieve.Question;
import dev.recto.serve.access.Keys;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A home that a running service holds. */
final class RemoteHome implements CommandHome {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String KEYS = "/api/v1/keys";
    private static final String COLLECTIONS = "/api/v1/collections";
    private static final int STRETCH = 200;
    private static final int ABSENT = 404;
    private static final int TAKEN = 409;

    private final ServiceClient service;
    private final boolean sameMachine;
    private final Home home;

    /**
     * Takes over the client: {@link #close()} closes it.
     *
     * @param sameMachine whether the service reads this machine's files, so that paths can be handed over
     * @param home the home of this machine, whose own folders are not uploaded
     */
    RemoteHome(ServiceClient service, boolean sameMachine, Home home) {
        this.service = service;
        this.home = home;
        this.sameMachine = sameMachine;
    }

    @Override
    public List<ObjectNode> collections() {
        List<ObjectNode> all = new ArrayList<>();
        each(COLLECTIONS + "?", "collections", one -> all.add((ObjectNode) one));
        return all;
    }

    @Override
    public ObjectNode create(String collection) {
        try {
            return (ObjectNode) service.post(COLLECTIONS, JSON.objectNode().put("name", collection));
        } catch (ServiceRefusal refusal) {
            throw refusal.told(TAKEN, "There is already a collection \"" + collection + "\".");
        }
    }

    @Override
    public ObjectNode deleteCollection(String collection) {
        collection(collection);
        return (ObjectNode) service.delete(at(collection, ""));
    }

    @Override
    public ObjectNode ask(String collection, AnswerRequest request, Consumer<JsonNode> sentences) {
        return (ObjectNode) service.listen(at(collection, "/ask"), asked(request), (event, data) -> {
            if (event.equals("sentence")) {
                sentences.accept(data);
            }
        });
    }

    @Override
    public ObjectNode answer(String collection, String id) {
        try {
            return (ObjectNode) service.get(at(collection, "/answers/" + encoded(id)));
        } catch (ServiceRefusal refusal) {
            throw noAnswer(refusal, id);
        }
    }

    @Override
    public ObjectNode replay(String collection, String id) {
        try {
            return (ObjectNode) service.post(at(collection, "/answers/" + encoded(id) + "/replay"), JSON.objectNode());
        } catch (ServiceRefusal refusal) {
            throw noAnswer(refusal, id);
        }
    }

    @Override
    public ObjectNode summarise(String collection, List<String> documents, AnswerSettings settings) {
        return (ObjectNode) service.post(at(collection, "/summarise"), about(documents, settings));
    }

    private static ObjectNode about(List<String> documents, AnswerSettings settings) {
        ObjectNode body = JSON.objectNode();
        documents.forEach(body.putArray("documents")::add);
        if (settings.answerer() != null) {
            body.put("answerer", settings.answerer().label());
        }
        return body;
    }

    @Override
    public ObjectNode extract(String collection, List<String> documents, JsonNode schema) {
        ObjectNode body = about(documents, AnswerSettings.CONFIGURED);
        body.set("schema", schema);
        return (ObjectNode) service.post(at(collection, "/extract"), body);
    }

    @Override
    public ObjectNode classify(String collection, List<String> documents, LabelRequest request) {
        ObjectNode body = about(documents, request.settings());
        request.labels().forEach(body.putArray("labels")::add);
        return (ObjectNode) service.post(at(collection, "/classify"), body);
    }

    @Override
    public ObjectNode translate(String collection, String answer, PromptLanguage to) {
        try {
            return (ObjectNode) service.post(
                    at(collection, "/answers/" + encoded(answer) + "/translate"),
                    JSON.objectNode().put("to", to.label()));
        } catch (ServiceRefusal refusal) {
            throw noAnswer(refusal, answer);
        }
    }

    @Override
    public @Nullable String converse(String collection) {
        try {
            return service.post(at(collection, "/conversations"), JSON.objectNode())
                    .path("id")
                    .asText();
        } catch (ServiceRefusal refusal) {
            if (refusal.status() == TAKEN) {
                return null;
            }
            throw refusal;
        }
    }

    @Override
    public ObjectNode search(String collection, Question question) {
        return (ObjectNode) service.post(at(collection, "/search"), asked(question));
    }

    @Override
    public void documents(String collection, @Nullable DocumentState state, Consumer<JsonNode> each) {
        each(at(collection, "/documents?") + (state == null ? "" : "state=" + state.label() + "&"), "documents", each);
    }

    @Override
    public List<JsonNode> named(String collection, String text) {
        List<JsonNode> all = new ArrayList<>();
        each(at(collection, "/documents?named=" + encoded(text) + "&"), "documents", all::add);
        return all;
    }

    @Override
    public ObjectNode show(String collection, String document) {
        String at = at(collection, "/documents/" + document);
        ObjectNode shown = (ObjectNode) service.get(at);
        JsonNode versions = shown.remove("versions");
        ArrayNode parts = shown.putArray("part_list");
        for (int number = 1;
                shown.hasNonNull("sha256") && number <= shown.path("parts").asInt();
                number++) {
            ObjectNode part = part(collection, document, number);
            part.remove("text");
            parts.add(part);
        }
        ArrayNode passages = shown.putArray("passage_list");
        if (shown.path("passages").asInt() > 0) {
            each(at + "/passages?", "passages", passages::add);
        }
        shown.set("versions", versions);
        ArrayNode ledger = shown.putArray("ledger");
        each(at + "/ledger?", "entries", ledger::add);
        return shown;
    }

    @Override
    public ObjectNode part(String collection, String document, int number) {
        ObjectNode part = (ObjectNode) service.get(at(collection, "/documents/" + document + "/parts/" + number));
        return part.retain("number", "kind", "label", "characters", "text");
    }

    @Override
    public JsonNode delete(String collection, String document) {
        try {
            return service.delete(at(collection, "/documents/" + document));
        } catch (ServiceRefusal refusal) {
            throw refusal.told(ABSENT, "There is no document " + document + " in '" + collection + "'.");
        }
    }

    @Override
    public JsonNode receipt(String collection, String document) {
        return service.get(at(collection, "/documents/" + document + "/receipt"));
    }

    @Override
    public JsonNode ingest(String collection, IngestRequest request, IngestListener listener) {
        if (!sameMachine) {
            return new UploadIngest(service, collection, home).ingest(request, listener);
        }
        Map<String, String> given = new HashMap<>();
        ObjectNode body = JSON.objectNode();
        ArrayNode paths = body.putArray("paths");
        for (Path path : request.paths()) {
            String absolute = path.toAbsolutePath().normalize().toString();
            given.put(absolute, path.toString());
            paths.add(absolute);
        }
        ObjectNode metadata = body.putObject("metadata");
        new TreeMap<>(request.metadata()).forEach(metadata::put);
        body.put("sync", request.sync());
        JsonNode summary =
                service.listen(at(collection, "/ingest"), body, (event, data) -> listener.found(progress(data)));
        return asGiven(summary, given);
    }

    @Override
    public JsonNode backup(Path folder, int keep) {
        if (!sameMachine) {
            throw CommandException.wrongUse("A backup is taken on the service's own machine. Leave --server out.");
        }
        ObjectNode body = JSON.objectNode().put("folder", folder.toString()).put("keep", keep);
        return service.listen("/api/v1/backups", body, (event, data) -> {});
    }

    @Override
    public JsonNode reindex(String collection, boolean force, boolean rollback) {
        ObjectNode body = JSON.objectNode().put("force", force).put("rollback", rollback);
        JsonNode job = service.post(at(collection, "/reindex"), body);
        return service.follow("/api/v1/jobs/" + job.path("id").asText() + "/events");
    }

    @Override
    public JsonNode generations(String collection) {
        return service.get(at(collection, "/generations"));
    }

    @Override
    public JsonNode watched(String collection) {
        return service.get(at(collection, "/watched"));
    }

    @Override
    public JsonNode deleteMissing(String collection, Path folder) {
        try {
            ObjectNode body = JSON.objectNode().put("folder", folder.toString());
            return service.post(at(collection, "/watched/delete-missing"), body);
        } catch (ServiceRefusal refusal) {
            throw refusal.told(
                    ABSENT,
                    "The collection " + collection + " does not follow the folder " + folder + ". See: recto watched");
        }
    }

    @Override
    public void keys(Consumer<JsonNode> each) {
        each(KEYS + "?", "keys", each);
    }

    @Override
    public JsonNode createKey(Keys.Wish wish) {
        ObjectNode body = JSON.objectNode().put("name", wish.name());
        ObjectNode roles = body.putObject("roles");
        wish.roles().forEach(roles::put);
        var access = body.putArray("access");
        wish.access().forEach(access::add);
        return service.post(KEYS, body);
    }

    @Override
    public void revokeKey(String id) {
        try {
            service.delete(KEYS + "/" + encoded(id));
        } catch (ServiceRefusal refusal) {
            throw refusal.told(ABSENT, "There is no key \"" + id + "\". See: recto keys list");
        }
    }

    @Override
    public ObjectNode usage(UsageRows.By by, LocalDate from, LocalDate to) {
        return (ObjectNode)
                service.get("/api/v1/usage?by=" + by.name().toLowerCase(Locale.ROOT) + "&from=" + from + "&to=" + to);
    }

    @Override
    public void close() {
        service.close();
    }

    private static CommandException noAnswer(ServiceRefusal refusal, String id) {
        return refusal.told(ABSENT, "There is no kept answer " + id + " that you may see.");
    }

    /** The service was given whole paths; a person is told what the person typed. */
    private static JsonNode asGiven(JsonNode summary, Map<String, String> given) {
        for (JsonNode line : summary.path("not_taken_in")) {
            String document = line.path("document").asText();
            ((ObjectNode) line).put("document", given.getOrDefault(document, document));
        }
        ArrayNode missing = (ArrayNode) summary.path("missing");
        for (int at = 0; at < missing.size(); at++) {
            String path = missing.get(at).asText();
            missing.set(at, JSON.textNode(given.getOrDefault(path, path)));
        }
        return summary;
    }

    private static IngestProgress progress(JsonNode data) {
        return new IngestProgress(
                data.path("files").asInt(),
                data.path("files_done").asInt(),
                data.path("bytes").asLong(),
                data.path("bytes_done").asLong(),
                data.path("parts").asInt(),
                data.path("passages").asInt(),
                data.path("characters").asLong());
    }

    private static ObjectNode asked(AnswerRequest request) {
        ObjectNode body = asked(request.question());
        body.remove("limit"); // which is the collection's to say
        if (request.conversation() != null) {
            body.put("conversation", request.conversation());
        }
        AnswerSettings settings = request.settings();
        if (settings.answerer() != null) {
            body.put("answerer", settings.answerer().label());
        }
        if (settings.chat().model() != null) {
            body.put("model", settings.chat().model());
        }
        if (settings.chat().temperature() != null) {
            body.put("temperature", settings.chat().temperature());
        }
        if (settings.chat().maxTokens() != null) {
            body.put("max_tokens", settings.chat().maxTokens());
        }
        return body;
    }

    private static ObjectNode asked(Question question) {
        ObjectNode body = JSON.objectNode().put("question", question.text()).put("limit", question.limit());
        ObjectNode filter = body.putObject("filter");
        new TreeMap<>(question.filter()).forEach(filter::put);
        return body;
    }

    private void each(String path, String list, Consumer<JsonNode> each) {
        String cursor = "";
        do {
            JsonNode page = service.get(path + "limit=" + STRETCH + cursor);
            page.path(list).forEach(each);
            cursor = page.hasNonNull("next")
                    ? "&cursor=" + encoded(page.path("next").asText())
                    : "";
        } while (!cursor.isEmpty());
    }

    private static String at(String collection, String rest) {
        return COLLECTIONS + "/" + encoded(collection) + rest;
    }
}
