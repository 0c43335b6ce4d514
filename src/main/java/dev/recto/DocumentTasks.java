package dev.recto;

import dev.recto.answer.Answer;
import dev.recto.answer.AnswerSettings;
import dev.recto.answer.Degraded;
import dev.recto.answer.Grounding;
import dev.recto.answer.chat.Account;
import dev.recto.answer.chat.ChatClient;
import dev.recto.answer.chat.ClassificationModel;
import dev.recto.answer.chat.ExtractionModel;
import dev.recto.answer.chat.PromptLanguage;
import dev.recto.answer.chat.SummaryModel;
import dev.recto.answer.chat.TokenUsage;
import dev.recto.answer.chat.TranslationModel;
import dev.recto.answer.moderation.Moderation;
import dev.recto.answer.moderation.SentenceGate;
import dev.recto.answer.task.Classification;
import dev.recto.answer.task.Classifications;
import dev.recto.answer.task.DocumentGoneException;
import dev.recto.answer.task.Extraction;
import dev.recto.answer.task.Extractions;
import dev.recto.answer.task.FieldSchema;
import dev.recto.answer.task.LabelRequest;
import dev.recto.answer.task.Summaries;
import dev.recto.answer.task.Translation;
import dev.recto.answer.task.Translations;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.document.Caller;
import dev.recto.document.DocumentId;
import dev.recto.index.FoundPassage;
import dev.recto.index.PassageIndex;
import dev.recto.ingest.HeldGeneration;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** Tasks over whole documents, and translating what was answered. */
final class DocumentTasks {
    private final WholeGenerations generations;
    private final Grounding grounding;
    private final Moderation moderation;
    private final ChatSide chat;

    DocumentTasks(WholeGenerations generations, Asking.Checks checks, ChatSide chat) {
        this.generations = generations;
        this.grounding = checks.grounding();
        this.moderation = checks.moderation();
        this.chat = chat;
    }

    /** Says what documents say, by the chat model where it is to write, else by copying their most central sentences. */
    Answer summarise(CollectionRow collection, Caller caller, List<DocumentRow> documents, AnswerSettings settings)
            throws InterruptedException {
        return ofDocumentsThere(documents, () -> summary(collection, caller, documents, settings));
    }

    private Answer summary(
            CollectionRow collection, Caller caller, List<DocumentRow> documents, AnswerSettings settings)
            throws InterruptedException {
        boolean written = chat.writes(settings);
        ChatClient client = written ? chat.needed() : null;
        String names = documents.stream().map(DocumentRow::name).collect(Collectors.joining(", "));
        Account account = chat.account(collection, caller);
        boolean unpaid = written && account.isReached();
        try (HeldGeneration held = generations.hold(collection);
                PassageIndex.Snapshot snapshot = held.index().snapshot()) {
            var summaries = new Summaries(
                    checked(held, moderation.gate(names)),
                    client == null || unpaid ? null : new SummaryModel(client, chat.prompts(), account),
                    unpaid ? Degraded.BUDGET : null);
            Answer summary = summaries.summarise(names, passages(snapshot, documents), snapshot);
            account.answered(summary.report().model());
            return summary.in(held.row().number());
        }
    }

    /** Reads the fields of a schema out of documents. */
    Extraction extract(CollectionRow collection, Caller caller, List<DocumentRow> documents, FieldSchema schema)
            throws InterruptedException {
        return ofDocumentsThere(documents, () -> fields(collection, caller, documents, schema));
    }

    private Extraction fields(CollectionRow collection, Caller caller, List<DocumentRow> documents, FieldSchema schema)
            throws InterruptedException {
        Account account = chat.paying(collection, caller);
        var model = new ExtractionModel(chat.needed(), chat.prompts(), chat.booked(account));
        try (HeldGeneration held = generations.hold(collection);
                PassageIndex.Snapshot snapshot = held.index().snapshot()) {
            SentenceGate gate = moderation.gate(documents.getFirst().name());
            Extraction extraction =
                    new Extractions(checked(held, gate), model).extract(passages(snapshot, documents), schema);
            extraction.fields().forEach(field -> gate.admit(field.value().toString()));
            return extraction;
        }
    }

    /** Gives documents labels, by the chat model where it is to write, else by the likeness of their meaning. */
    Classification classify(CollectionRow collection, Caller caller, List<DocumentRow> documents, LabelRequest request)
            throws InterruptedException {
        return ofDocumentsThere(documents, () -> labels(collection, caller, documents, request));
    }

    private Classification labels(
            CollectionRow collection, Caller caller, List<DocumentRow> documents, LabelRequest request)
            throws InterruptedException {
        boolean written = chat.writes(request.settings());
        ChatClient client = written ? chat.needed() : null;
        String labels = String.join(", ", request.labels());
        moderation.admit(labels);
        Account account = chat.account(collection, caller);
        boolean unpaid = written && account.isReached();
        try (HeldGeneration held = generations.hold(collection);
                PassageIndex.Snapshot snapshot = held.index().snapshot()) {
            var model = client == null || unpaid
                    ? null
                    : new ClassificationModel(client, chat.prompts(), chat.booked(account));
            var unlabelled = documents.stream()
                    .map(row -> new Classifications.Unlabelled(
                            row.id(), row.name(), Summaries.scored(snapshot.passages(row.id()))))
                    .toList();
            return new Classifications(
                            checked(held, moderation.gate(labels)), generations.embedder(collection, held), model)
                    .classify(
                            unlabelled,
                            request.labels(),
                            client == null ? null : client.model(),
                            unpaid ? Degraded.BUDGET : null);
        }
    }

    /** A task over documents that stay where they are. */
    @FunctionalInterface
    private interface Work<T> {
        T done() throws InterruptedException;
    }

    /** What is said of a document that was deleted meanwhile is said to nobody; that its files are gone is no failure then. */
    private <T> T ofDocumentsThere(List<DocumentRow> documents, Work<T> work) throws InterruptedException {
        try {
            T done = work.done();
            requireThere(documents);
            return done;
        } catch (UncheckedIOException failure) {
            requireThere(documents);
            throw failure;
        }
    }

    private void requireThere(List<DocumentRow> documents) {
        List<DocumentId> ids = documents.stream().map(DocumentRow::id).toList();
        if (!generations.catalog().documents().gone(ids).isEmpty()) {
            throw new DocumentGoneException();
        }
    }

    /** Translates sentences one by one. */
    Translation translate(CollectionRow collection, Caller caller, List<String> sentences, PromptLanguage to)
            throws InterruptedException {
        Account account = chat.paying(collection, caller);
        var used = new AtomicReference<>(TokenUsage.NONE);
        var model = new TranslationModel(
                chat.needed(),
                chat.prompts(),
                chat.booked(account).andThen(usage -> used.accumulateAndGet(usage, TokenUsage::plus)));
        return new Translations(model, grounding.translationCheck(), moderation.gate(String.join(" ", sentences)))
                .translate(sentences, to, account, used::get);
    }

    private Grounding checked(HeldGeneration held, SentenceGate gate) {
        return grounding.over(generations.parts(held)).behind(gate);
    }

    private static List<FoundPassage> passages(PassageIndex.Snapshot snapshot, List<DocumentRow> documents) {
        return documents.stream()
                .flatMap(row -> snapshot.passages(row.id()).stream())
                .toList();
    }
}
