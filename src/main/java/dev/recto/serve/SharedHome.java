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
import dev.recto.config.ServeConfig;
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
import dev.recto.serve.access.Slots;
import dev.recto.serve.operations.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A home that many ask at once: so many questions run and so many wait as the configuration says, each is timed, and each answer is
 * kept. Whatever way questions come in, they come through here.
 *
 * <p>What a chat model writes has as many places of its own, so that a model that hangs keeps nobody from searching and quoting.
 */
public final class SharedHome implements ServedHome, AutoCloseable {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final ServedHome home;
    private final AskThreads threads = new AskThreads();
    private final Metrics metrics;
    private final KeptAnswers kept;
    private final Slots asks;
    private final Slots chats;
    private final boolean chat;

    /**
     * Shares a home.
     *
     * @param chat whether a chat model answers where a request does not say who does
     */
    public SharedHome(ServedHome home, ServeConfig config, Metrics metrics, boolean chat) {
        this.home = home;
        this.metrics = metrics;
        this.kept = new KeptAnswers(home.catalog(), config.keptAnswers());
        this.asks = new Slots(config.concurrentAsks(), config.waitingAsks(), LONGEST_WAIT);
        this.chats = new Slots(config.concurrentAsks(), config.waitingAsks(), LONGEST_WAIT);
        this.chat = chat;
        metrics.watch(asks, chats);
    }

    /**
     * Returns the evidence for a question.
     *
     * @throws ProblemException with status 503, if too many questions wait already
     * @throws InterruptedException if the caller is interrupted
     */
    @Override
    public Evidence search(CollectionRow collection, Caller caller, Question question) throws InterruptedException {
        try (Slots.Slot slot = asks.take()) {
            Evidence evidence = threads.run(() -> home.search(collection, caller, question));
            metrics.searched(evidence);
            return evidence;
        }
    }

    /**
     * Answers a question, and keeps the answer.
     *
     * @throws ProblemException with status 503, if too many questions wait already
     * @throws java.util.concurrent.CancellationException if the listener cancelled
     * @throws InterruptedException if the caller is interrupted
     */
    @Override
    public Answer ask(CollectionRow collection, Caller caller, AnswerRequest request, AnswerListener listener)
            throws InterruptedException {
        try (Slots.Slot slot =
                slots(request.settings().over(collection.settings())).take()) {
            Answer answer = threads.run(() -> home.ask(collection, caller, request, listener));
            metrics.answered(answer);
            kept.keep(collection, caller, request.question(), answer);
            return answer;
        }
    }

    /** Summarises documents, and keeps the summary. */
    @Override
    public Answer summarise(
            CollectionRow collection, Caller caller, List<DocumentRow> documents, AnswerSettings settings)
            throws InterruptedException {
        try (Slots.Slot slot = slots(settings).take()) {
            Answer summary = threads.run(() -> home.summarise(collection, caller, documents, settings));
            kept.keepSummary(collection, caller, summary);
            return summary;
        }
    }

    @Override
    public Extraction extract(CollectionRow collection, Caller caller, List<DocumentRow> documents, FieldSchema schema)
            throws InterruptedException {
        try (Slots.Slot slot = chats.take()) {
            return threads.run(() -> home.extract(collection, caller, documents, schema));
        }
    }

    @Override
    public Classification classify(
            CollectionRow collection, Caller caller, List<DocumentRow> documents, LabelRequest request)
            throws InterruptedException {
        try (Slots.Slot slot = slots(request.settings()).take()) {
            return threads.run(() -> home.classify(collection, caller, documents, request));
        }
    }

    @Override
    public Translation translate(CollectionRow collection, Caller caller, List<String> sentences, PromptLanguage to)
            throws InterruptedException {
        try (Slots.Slot slot = chats.take()) {
            return threads.run(() -> home.translate(collection, caller, sentences, to));
        }
    }

    private Slots slots(AnswerSettings settings) {
        AnswerSettings.Speaker asked = settings.answerer();
        boolean written = asked == null ? chat : asked == AnswerSettings.Speaker.CHAT;
        return written ? chats : asks;
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
    public Moderation moderation() {
        return home.moderation();
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
    public WebFetch web() {
        return home.web();
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
    public PageImages pageImages() {
        return home.pageImages();
    }

    @Override
    public HeldGeneration hold(CollectionRow collection) {
        return home.hold(collection);
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
    public void publish(@Nullable String address, @Nullable String token) {
        home.publish(address, token);
    }

    /** Ends what is still being answered; the home is its opener's to close. */
    @Override
    public void close() {
        threads.close();
    }
}
