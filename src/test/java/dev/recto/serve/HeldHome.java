package dev.recto.serve;

import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.AnswerRequest;
import dev.recto.answer.AnswerSettings;
import dev.recto.answer.PartSource;
import dev.recto.answer.chat.PromptLanguage;
import dev.recto.answer.moderation.Moderation;
import dev.recto.answer.task.Classification;
import dev.recto.answer.task.Extraction;
import dev.recto.answer.task.FieldSchema;
import dev.recto.answer.task.LabelRequest;
import dev.recto.answer.task.Translation;
import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.Home;
import dev.recto.catalog.Originals;
import dev.recto.document.Caller;
import dev.recto.embed.Embedder;
import dev.recto.ingest.Backups;
import dev.recto.ingest.FolderWatch;
import dev.recto.ingest.HeldGeneration;
import dev.recto.ingest.IndexGuard;
import dev.recto.ingest.IngestWorker;
import dev.recto.ingest.Ingestor;
import dev.recto.ingest.PageImages;
import dev.recto.ingest.ReindexWorker;
import dev.recto.ingest.Reindexes;
import dev.recto.ingest.Uploads;
import dev.recto.ingest.WatchReport;
import dev.recto.ingest.WebFetch;
import dev.recto.ingest.WorkSignal;
import dev.recto.ingest.schedule.Schedules;
import dev.recto.retrieve.Evidence;
import dev.recto.retrieve.Question;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A real home whose answers, once begun, wait to be let go: so that a stream is surely running when something happens to it. */
public class HeldHome implements ServedHome {
    private final ServedHome home;
    public final CountDownLatch begun = new CountDownLatch(1);
    public final CountDownLatch go = new CountDownLatch(1);
    public final CountDownLatch ended = new CountDownLatch(1);

    public HeldHome(ServedHome home) {
        this.home = home;
    }

    @Override
    public Moderation moderation() {
        return home.moderation();
    }

    @Override
    public Answer summarise(
            CollectionRow collection, Caller caller, List<DocumentRow> documents, AnswerSettings settings)
            throws InterruptedException {
        return home.summarise(collection, caller, documents, settings);
    }

    @Override
    public Extraction extract(CollectionRow collection, Caller caller, List<DocumentRow> documents, FieldSchema schema)
            throws InterruptedException {
        return home.extract(collection, caller, documents, schema);
    }

    @Override
    public Classification classify(
            CollectionRow collection, Caller caller, List<DocumentRow> documents, LabelRequest request)
            throws InterruptedException {
        return home.classify(collection, caller, documents, request);
    }

    @Override
    public Translation translate(CollectionRow collection, Caller caller, List<String> sentences, PromptLanguage to)
            throws InterruptedException {
        return home.translate(collection, caller, sentences, to);
    }

    @Override
    public Answer ask(CollectionRow collection, Caller caller, AnswerRequest request, AnswerListener listener)
            throws InterruptedException {
        begun.countDown();
        try {
            go.await();
            return home.ask(collection, caller, request, listener);
        } finally {
            ended.countDown();
        }
    }

    @Override
    public Evidence search(CollectionRow collection, Caller caller, Question question) throws InterruptedException {
        return home.search(collection, caller, question);
    }

    @Override
    public Home home() {
        return home.home();
    }

    @Override
    public Catalog catalog() {
        return home.catalog();
    }

    @Override
    public Originals originals() {
        return home.originals();
    }

    @Override
    public Ingestor ingestor() {
        return home.ingestor();
    }

    @Override
    public Embedder embedder() {
        return home.embedder();
    }

    @Override
    public PartSource parts() {
        return home.parts();
    }

    @Override
    public Uploads uploads() {
        return home.uploads();
    }

    @Override
    public Backups backups() {
        return home.backups();
    }

    @Override
    public WorkSignal work() {
        return home.work();
    }

    @Override
    public IngestWorker startWork(Consumer<Throwable> fatal) {
        return home.startWork(fatal);
    }

    @Override
    public WebFetch web() {
        return home.web();
    }

    @Override
    public PageImages pageImages() {
        return home.pageImages();
    }

    @Override
    public Reindexes reindexes() {
        return home.reindexes();
    }

    @Override
    public FolderWatch startWatching(Consumer<WatchReport> told, Consumer<Throwable> fatal) {
        return home.startWatching(told, fatal);
    }

    @Override
    public Schedules schedules() {
        return home.schedules();
    }

    @Override
    public ReindexWorker startReindexing(Consumer<Throwable> fatal) {
        return home.startReindexing(fatal);
    }

    @Override
    public IndexGuard startGuarding(Consumer<Throwable> fatal) {
        return home.startGuarding(fatal);
    }

    @Override
    public HeldGeneration hold(CollectionRow collection) {
        return home.hold(collection);
    }

    @Override
    public void publish(@Nullable String address, @Nullable String token) {
        home.publish(address, token);
    }
}
