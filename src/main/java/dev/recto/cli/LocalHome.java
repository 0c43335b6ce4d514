package dev.recto.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.AnswerRequest;
import dev.recto.answer.AnswerSentence;
import dev.recto.answer.AnswerSettings;
import dev.recto.answer.chat.PromptLanguage;
import dev.recto.answer.task.FieldSchema;
import dev.recto.answer.task.LabelRequest;
import dev.recto.catalog.AnswerRow;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentPage;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.DocumentState;
import dev.recto.catalog.HomeKey;
import dev.recto.catalog.JobRow;
import dev.recto.catalog.KeyRows;
import dev.recto.catalog.UsageRows;
import dev.recto.document.Caller;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentId;
import dev.recto.document.Part;
import dev.recto.index.PassageIndex;
import dev.recto.ingest.DeletionReceipt;
import dev.recto.ingest.HeldGeneration;
import dev.recto.ingest.IngestListener;
import dev.recto.ingest.IngestRequest;
import dev.recto.ingest.ReindexListener;
import dev.recto.ingest.ReindexTask;
import dev.recto.retrieve.Evidence;
import dev.recto.retrieve.Question;
import dev.recto.serve.Json;
import dev.recto.serve.KeptAnswers;
import dev.recto.serve.access.KeyJson;
import dev.recto.serve.access.Keys;
import dev.recto.serve.json.AnswerJson;
import dev.recto.serve.json.BackupJson;
import dev.recto.serve.json.ClassificationJson;
import dev.recto.serve.json.CollectionJson;
import dev.recto.serve.json.DocumentJson;
import dev.recto.serve.json.ExtractionJson;
import dev.recto.serve.json.GenerationJson;
import dev.recto.serve.json.IngestJson;
import dev.recto.serve.json.JobJson;
import dev.recto.serve.json.ReceiptJson;
import dev.recto.serve.json.TranslationJson;
import dev.recto.serve.json.UsageJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A home that this process holds until this is closed. */
final class LocalHome implements CommandHome {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int STRETCH = 500;
    private static final int EVENTS = 50;

    private final OpenHome open;
    private final KeptAnswers kept;
    private final List<Path> emptied = new ArrayList<>();

    /** Takes over the home: {@link #close()} closes it. */
    LocalHome(OpenHome open) {
        this.open = open;
        this.kept = new KeptAnswers(open.catalog(), open.config().serve().keptAnswers());
    }

    @Override
    public List<ObjectNode> collections() {
        return open.catalog().collections().list().stream().map(this::json).toList();
    }

    @Override
    public ObjectNode create(String collection) {
        if (open.catalog().collections().find(collection).isPresent()) {
            throw CommandException.failed("There is already a collection \"" + collection + "\".");
        }
        try {
            return json(open.catalog().collections().require(collection));
        } catch (IllegalArgumentException noName) {
            throw CommandException.wrongUse(String.valueOf(noName.getMessage()));
        }
    }

    @Override
    public ObjectNode deleteCollection(String collection) {
        CollectionRow row = row(collection);
        int documents = open.catalog().documents().counts(row.id()).total();
        open.ingestor().delete(row);
        emptied.add(open.home().index().resolve(row.id().value()));
        return JSON.objectNode().put("collection", collection).put("deleted", documents);
    }

    @Override
    public ObjectNode ask(String collection, AnswerRequest request, Consumer<JsonNode> sentences)
            throws InterruptedException {
        CollectionRow row = row(collection);
        return ask(
                row,
                request.limited(row.settings().passagesOr(request.question().limit())),
                sentences);
    }

    private ObjectNode ask(CollectionRow row, AnswerRequest request, Consumer<JsonNode> sentences)
            throws InterruptedException {
        var answer = open.ask(row, Caller.owner(), request, new AnswerListener() {
            @Override
            public void sentence(AnswerSentence sentence) {
                sentences.accept(AnswerJson.sentence(sentence));
            }
        });
        kept.keep(row, Caller.owner(), request.question(), answer);
        return AnswerJson.answer(answer, row.name(), answer.report().generation());
    }

    @Override
    public ObjectNode answer(String collection, String id) {
        return Json.object(kept(collection, id).body());
    }

    @Override
    public ObjectNode replay(String collection, String id) throws InterruptedException {
        AnswerRequest again = KeptAnswers.again(kept(collection, id))
                .orElseThrow(() -> CommandException.failed(
                        "This is a summary, which has no question. Summarise the documents again."));
        return ask(row(collection), again, sentence -> {});
    }

    private AnswerRow kept(String collection, String id) {
        return open.catalog()
                .answers()
                .find(id)
                .filter(row -> row.collection().equals(row(collection).id()))
                .orElseThrow(() -> CommandException.failed("There is no kept answer " + id + "."));
    }

    @Override
    public ObjectNode summarise(String collection, List<String> documents, AnswerSettings settings)
            throws InterruptedException {
        CollectionRow row = row(collection);
        Answer summary = open.summarise(row, Caller.owner(), rows(documents), settings);
        kept.keepSummary(row, Caller.owner(), summary);
        return AnswerJson.answer(summary, collection, summary.report().generation());
    }

    @Override
    public ObjectNode extract(String collection, List<String> documents, JsonNode schema) throws InterruptedException {
        CollectionRow row = row(collection);
        return ExtractionJson.extraction(
                open.extract(row, Caller.owner(), rows(documents), FieldSchema.of(schema)), collection);
    }

    @Override
    public ObjectNode classify(String collection, List<String> documents, LabelRequest request)
            throws InterruptedException {
        CollectionRow row = row(collection);
        return ClassificationJson.classification(
                open.classify(row, Caller.owner(), rows(documents), request), collection);
    }

    @Override
    public ObjectNode translate(String collection, String answer, PromptLanguage to) throws InterruptedException {
        ObjectNode body = answer(collection, answer);
        List<String> sentences = TranslationJson.sentences(body);
        return TranslationJson.translation(open.translate(row(collection), Caller.owner(), sentences, to), body, to);
    }

    private List<DocumentRow> rows(List<String> documents) {
        return documents.stream().map(this::document).toList();
    }

    @Override
    public @Nullable String converse(String collection) {
        int most = open.config().answer().conversations();
        return most == 0
                ? null
                : open.catalog()
                        .conversations()
                        .begin(row(collection).id(), Caller.owner().name(), "", most)
                        .id();
    }

    @Override
    public ObjectNode search(String collection, Question question) throws InterruptedException {
        Evidence evidence = open.search(row(collection), Caller.owner(), question);
        ObjectNode node = JSON.objectNode();
        node.put("question", question.text());
        node.set("evidence", AnswerJson.evidence(evidence.passages()));
        return node.put("generation", evidence.generation());
    }

    @Override
    public void documents(String collection, @Nullable DocumentState state, Consumer<JsonNode> each) {
        CollectionRow row = row(collection);
        String cursor = null;
        do {
            DocumentPage page = open.catalog().documents().list(row.id(), state, cursor, STRETCH);
            page.documents().forEach(document -> each.accept(DocumentJson.document(document, collection)));
            cursor = page.next();
        } while (cursor != null);
    }

    @Override
    public List<JsonNode> named(String collection, String text) {
        return open.catalog().documents().named(row(collection).id(), text).stream()
                .<JsonNode>map(row -> DocumentJson.document(row, collection))
                .toList();
    }

    @Override
    public ObjectNode show(String collection, String document) {
        DocumentRow row = document(document);
        ObjectNode node = DocumentJson.document(row, collection);
        ArrayNode parts = node.putArray("part_list");
        ContentHash content = row.content();
        for (int number = 1; content != null && number <= row.parts(); number++) {
            parts.add(DocumentJson.part(open.parts().part(content, number)));
        }
        ArrayNode passages = node.putArray("passage_list");
        if (row.passages() > 0) {
            try (HeldGeneration held = open.hold(row(collection));
                    PassageIndex.Snapshot snapshot = held.index().snapshot()) {
                snapshot.passages(row.id()).forEach(passage -> passages.add(DocumentJson.passage(passage)));
            }
        }
        ArrayNode versions = node.putArray("versions");
        open.catalog().documents().versions(row.id()).forEach(one -> versions.add(DocumentJson.version(one)));
        ArrayNode ledger = node.putArray("ledger");
        open.catalog().ledger().of(row.id()).forEach(entry -> ledger.add(DocumentJson.entry(entry)));
        return node;
    }

    @Override
    public ObjectNode part(String collection, String document, int number) {
        DocumentRow row = document(document);
        ContentHash content = row.content();
        if (content == null) {
            throw new IllegalStateException("asked for a part of " + document + ", of which nothing was read");
        }
        Part part = open.parts().part(content, number);
        return DocumentJson.part(part).put("text", part.text());
    }

    @Override
    public JsonNode delete(String collection, String document) throws InterruptedException {
        return signed(open.ingestor().delete(row(collection), new DocumentId(document)));
    }

    @Override
    public JsonNode receipt(String collection, String document) {
        CollectionRow row = row(collection);
        open.ingestor().expunge(row); // nobody else would before the next deletion
        return signed(open.ingestor().receipt(row, new DocumentId(document)).orElseThrow());
    }

    private JsonNode signed(DeletionReceipt receipt) {
        try {
            return ReceiptJson.receipt(receipt, HomeKey.of(open.home()));
        } catch (IOException e) {
            throw new UncheckedIOException("The receipt cannot be signed: " + e.getMessage(), e);
        }
    }

    @Override
    public JsonNode ingest(String collection, IngestRequest request, IngestListener listener)
            throws InterruptedException {
        return IngestJson.summary(collection, open.ingestor().ingest(row(collection), request, listener));
    }

    @Override
    public JsonNode backup(Path folder, int keep) {
        try {
            return BackupJson.report(open.backups().take(folder, keep));
        } catch (IOException e) {
            throw new UncheckedIOException("The backup was not taken: " + e.getMessage(), e);
        }
    }

    @Override
    public JsonNode reindex(String collection, boolean force, boolean rollback) throws InterruptedException {
        try {
            JobRow job = open.reindexes()
                    .ask(row(collection), rollback ? ReindexTask.rollback() : ReindexTask.build(force), Caller.owner());
            return JobJson.job(open.reindexes().run(job, ReindexListener.SILENT), collection, List.of());
        } catch (NoSuchElementException none) {
            throw CommandException.failed(String.valueOf(none.getMessage()));
        }
    }

    @Override
    public JsonNode generations(String collection) {
        return GenerationJson.generations(collection, open.reindexes().status(row(collection), EVENTS));
    }

    @Override
    public JsonNode watched(String collection) {
        throw noService();
    }

    @Override
    public JsonNode deleteMissing(String collection, Path folder) {
        throw noService();
    }

    private static CommandException noService() {
        return CommandException.failed("Only a running service follows folders, and none holds this home. Start it with"
                + " recto serve; recto ingest --sync FOLDER follows a folder once.");
    }

    @Override
    public void keys(Consumer<JsonNode> each) {
        open.catalog()
                .keys()
                .list(null, KeyRows.MOST)
                .forEach(row -> each.accept(KeyJson.key(row, open.catalog().collections())));
    }

    @Override
    public JsonNode createKey(Keys.Wish wish) {
        try {
            Keys.Made made = new Keys(open.catalog()).make(wish);
            return KeyJson.key(made.row(), open.catalog().collections())
                    .put("key", made.secret().value());
        } catch (IllegalArgumentException e) {
            throw CommandException.wrongUse(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void revokeKey(String id) {
        if (open.catalog().keys().find(id).isEmpty()) {
            throw CommandException.failed("There is no key \"" + id + "\". See: recto keys list");
        }
        open.catalog().keys().revoke(id);
    }

    @Override
    public ObjectNode usage(UsageRows.By by, LocalDate from, LocalDate to) {
        return UsageJson.usage(open.catalog(), by, from, to);
    }

    @Override
    public void close() {
        open.close();
        emptied.forEach(Folders::delete);
    }

    private DocumentRow document(String id) {
        return open.catalog().documents().find(new DocumentId(id)).orElseThrow();
    }

    private CollectionRow row(String name) {
        return open.catalog()
                .collections()
                .find(name)
                .orElseThrow(() -> CommandException.failed(
                        "There is no collection \"" + name + "\". See: recto collections list"));
    }

    private ObjectNode json(CollectionRow row) {
        return CollectionJson.collection(row, open.catalog().documents().counts(row.id()));
    }
}
