package dev.recto;

import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.AnswerRequest;
import dev.recto.answer.AnswerSettings;
import dev.recto.answer.Grounding;
import dev.recto.answer.PartSource;
import dev.recto.answer.QuotingModel;
import dev.recto.answer.chat.ChatClient;
import dev.recto.answer.chat.PromptLanguage;
import dev.recto.answer.chat.Prompts;
import dev.recto.answer.chat.Spending;
import dev.recto.answer.conversation.Conversations;
import dev.recto.answer.moderation.Moderation;
import dev.recto.answer.task.Classification;
import dev.recto.answer.task.Extraction;
import dev.recto.answer.task.FieldSchema;
import dev.recto.answer.task.LabelRequest;
import dev.recto.answer.task.Translation;
import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.FolderOriginals;
import dev.recto.catalog.Home;
import dev.recto.catalog.HomeLock;
import dev.recto.catalog.Originals;
import dev.recto.catalog.VectorCache;
import dev.recto.cli.OpenHome;
import dev.recto.config.RectoConfig;
import dev.recto.document.Caller;
import dev.recto.embed.Embedder;
import dev.recto.evaluate.Assembly;
import dev.recto.evaluate.GenerationQuestions;
import dev.recto.ingest.Backups;
import dev.recto.ingest.CollectionIndexes;
import dev.recto.ingest.Consistency;
import dev.recto.ingest.FolderWatch;
import dev.recto.ingest.GenerationCheck;
import dev.recto.ingest.HeldGeneration;
import dev.recto.ingest.IndexGuard;
import dev.recto.ingest.IngestParts;
import dev.recto.ingest.IngestWorker;
import dev.recto.ingest.Ingestor;
import dev.recto.ingest.PageImages;
import dev.recto.ingest.ReindexWorker;
import dev.recto.ingest.Reindexer;
import dev.recto.ingest.Reindexes;
import dev.recto.ingest.StoredReadings;
import dev.recto.ingest.Uploads;
import dev.recto.ingest.WatchReport;
import dev.recto.ingest.WebFetch;
import dev.recto.ingest.WorkSignal;
import dev.recto.ingest.schedule.Schedules;
import dev.recto.ingest.schedule.Webhook;
import dev.recto.read.DocumentReader;
import dev.recto.read.PageRenderer;
import dev.recto.read.worker.WorkerReader;
import dev.recto.read.worker.WorkerRenderer;
import dev.recto.retrieve.Evidence;
import dev.recto.retrieve.Question;
import dev.recto.serve.json.JobJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Recto over one home: every room put together, held until closed.
 *
 * <p>What is costly to start (models, the reading worker, an index) is started when it is first needed.
 */
public final class Application implements OpenHome {
    /** Bytes of page images kept on disk: some thousands of pages. Chosen. */
    private static final long PAGE_IMAGE_BYTES = 512L << 20;

    private static final InstantSource CLOCK = InstantSource.system();

    private final Opened opened;
    private final Home home;
    private final RectoConfig config;
    private final HomeLock lock;
    private final Catalog catalog;
    private final Originals originals;
    private final Models models;
    private final CollectionIndexes indexes;
    private final Ingestor ingestor;
    private final Consistency consistency;
    private final IngestParts house;
    private final WorkSignal work = new WorkSignal();
    private final Uploads uploads;
    private final Lazy<WebFetch> web;
    private final PartSource parts;
    private final PageImages pageImages;
    private final Reindexes reindexes;
    private final Schedules schedules;
    private final WholeGenerations generations;
    private final Moderation moderation;
    private final Asking asking;
    private final DocumentTasks tasks;

    private Application(Home home, RectoConfig config, Opened opened) throws IOException {
        this.opened = opened;
        this.home = home.create();
        this.config = config;
        this.lock = opened.hold(HomeLock.acquire(home));
        this.catalog = opened.hold(Catalog.open(home.catalogFile()));
        this.originals = new FolderOriginals(home);
        var vectors = opened.hold(new Lazy<>(() -> VectorCache.open(home.vectorFile())));
        this.models = opened.hold(new Models(config, home.data().resolve("cache")));
        var reader = opened.hold(new Lazy<DocumentReader>(() -> new WorkerReader(config.limits(), home.staging())));
        this.indexes = opened.hold(
                new CollectionIndexes(home, catalog, models.embedder(), models.builtIn(), new LuceneIndexes()));
        this.house =
                new IngestParts(home, catalog, originals, vectors, reader, models.embedder(), indexes, config.limits());
        this.ingestor = new Ingestor(house);
        this.consistency = new Consistency(house);
        this.uploads = new Uploads(house, ingestor, work);
        this.web = opened.hold(new Lazy<>(() -> new WebFetch(config.ingest(), uploads, InetAddress::getAllByName)));
        this.parts = new StoredReadings(home)::part;
        this.reindexes = new Reindexes(house, new Reindexer(house, ingestor, check()), work);
        this.schedules = new Schedules(catalog, reindexes, config.reindex(), CLOCK);
        tellWebhook();
        this.generations = new WholeGenerations(home, catalog, ingestor, indexes);
        this.moderation = opened.hold(new Moderation(config.moderation()));
        var checks = new Asking.Checks(
                opened.hold(new Grounding(parts, config.answer().unsupported())), moderation);
        ChatSide chat = chatSide();
        var conversations = new Conversations(catalog.conversations(), config.answer());
        this.asking = new Asking(generations, models::assembly, checks, conversations, chat);
        this.tasks = new DocumentTasks(generations, checks, chat);
        var renderer = opened.hold(new Lazy<PageRenderer>(() -> new WorkerRenderer(config.limits(), home.staging())));
        this.pageImages = new PageImages(home, catalog, originals, renderer, PAGE_IMAGE_BYTES);
    }

    private ChatSide chatSide() {
        return new ChatSide(
                config,
                opened.hold(new Lazy<>(() -> new ChatClient(config.chat()))),
                Prompts.load(home.config().resolve("prompts")),
                new Spending(config.usage(), catalog.usage()),
                new QuotingModel());
    }

    /**
     * Opens a home, which this process then holds until closed.
     *
     * @throws dev.recto.catalog.HomeHeldException if another process holds it
     * @throws dev.recto.catalog.CatalogException if its catalogue cannot be used
     * @throws UncheckedIOException if the disk fails
     */
    public static Application open(Home home, RectoConfig config) {
        var opened = new Opened("the home " + home.root());
        try {
            return new Application(home, config, opened);
        } catch (IOException e) {
            opened.close();
            throw new UncheckedIOException("Cannot open the home " + home.root() + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    /** Returns the folder that holds everything. */
    @Override
    public Home home() {
        return home;
    }

    /** Returns what is set. */
    @Override
    public RectoConfig config() {
        return config;
    }

    /** Returns the rows: collections, documents, versions, ledger. */
    @Override
    public Catalog catalog() {
        return catalog;
    }

    /** Returns the bytes that were taken in. */
    @Override
    public Originals originals() {
        return originals;
    }

    /** Returns what takes files in and deletes documents. */
    @Override
    public Ingestor ingestor() {
        return ingestor;
    }

    /** Returns what takes in files that come with requests. */
    @Override
    public Uploads uploads() {
        return uploads;
    }

    /** Returns what fetches documents from the web. */
    @Override
    public WebFetch web() {
        return web.get();
    }

    /** Returns what takes backups of the home. */
    @Override
    public Backups backups() {
        return new Backups(house, ingestor);
    }

    /** Returns what rings whenever work on documents goes on. */
    @Override
    public WorkSignal work() {
        return work;
    }

    /** Starts to work on waiting documents in the background. */
    @Override
    public IngestWorker startWork(Consumer<Throwable> fatal) {
        return new IngestWorker(house, ingestor, work, fatal);
    }

    /** Returns what checks catalogue, originals and indexes against each other. */
    @Override
    public Consistency consistency() {
        return consistency;
    }

    /** Returns the models; loads them only when they embed. */
    @Override
    public Embedder embedder() {
        return models.embedder().get();
    }

    /** Returns the parts that were read of each content. */
    @Override
    public PartSource parts() {
        return parts;
    }

    /** Returns pictures of pages. */
    @Override
    public PageImages pageImages() {
        return pageImages;
    }

    /** Holds the generation that answers for a collection, made whole first where it is not. */
    @Override
    public HeldGeneration hold(CollectionRow collection) {
        try {
            return generations.hold(collection);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while the index was made whole.", e);
        }
    }

    /** Returns the re-indexes that were asked for. */
    @Override
    public Reindexes reindexes() {
        return reindexes;
    }

    @Override
    public ReindexWorker startReindexing(Consumer<Throwable> fatal) {
        return new ReindexWorker(reindexes, List.of(schedules), work, fatal);
    }

    @Override
    public IndexGuard startGuarding(Consumer<Throwable> fatal) {
        return new IndexGuard(house, ingestor, fatal).start();
    }

    @Override
    public FolderWatch startWatching(Consumer<WatchReport> told, Consumer<Throwable> fatal) {
        return new FolderWatch(house, ingestor, config.watch(), CLOCK, told, fatal);
    }

    /** Returns when collections are re-indexed by themselves. */
    @Override
    public Schedules schedules() {
        return schedules;
    }

    /** Tells the webhook, where there is one, of each re-index that has ended. */
    private void tellWebhook() {
        if (config.reindex().webhook().url() != null) {
            Webhook webhook = opened.hold(new Webhook(config.reindex().webhook(), CLOCK, Thread::sleep));
            reindexes.whenEnded(job -> catalog.collections()
                    .find(job.collection())
                    .ifPresent(row ->
                            webhook.tell(JobJson.job(job, row.name(), List.of()).toString())));
        }
    }

    @Override
    public Evidence search(CollectionRow collection, Caller caller, Question question) throws InterruptedException {
        return asking.search(collection, caller, question);
    }

    @Override
    public Answer ask(CollectionRow collection, Caller caller, AnswerRequest request, AnswerListener listener)
            throws InterruptedException {
        return asking.ask(collection, caller, request, listener);
    }

    @Override
    public Answer summarise(
            CollectionRow collection, Caller caller, List<DocumentRow> documents, AnswerSettings settings)
            throws InterruptedException {
        return tasks.summarise(collection, caller, documents, settings);
    }

    @Override
    public Extraction extract(CollectionRow collection, Caller caller, List<DocumentRow> documents, FieldSchema schema)
            throws InterruptedException {
        return tasks.extract(collection, caller, documents, schema);
    }

    @Override
    public Classification classify(
            CollectionRow collection, Caller caller, List<DocumentRow> documents, LabelRequest request)
            throws InterruptedException {
        return tasks.classify(collection, caller, documents, request);
    }

    @Override
    public Translation translate(CollectionRow collection, Caller caller, List<String> sentences, PromptLanguage to)
            throws InterruptedException {
        return tasks.translate(collection, caller, sentences, to);
    }

    @Override
    public Moderation moderation() {
        return moderation;
    }

    @Override
    public void publish(@Nullable String address, @Nullable String token) {
        lock.publish(address, token);
    }

    /** Returns how a question's rooms are put together: what answers and what measures are the same. */
    @Override
    public Assembly assembly(Embedder around) {
        return models.assembly(around);
    }

    /** Returns what asks a new generation before it answers. */
    private GenerationCheck check() {
        return new GenerationQuestions(
                catalog,
                this::assembly,
                parts,
                home.config().resolve("evaluation"),
                config.reindex().tolerancePercent());
    }

    /** Closes everything in reverse order of opening; what fails to close keeps nothing else from closing. */
    @Override
    public void close() {
        opened.close();
    }
}
