package dev.recto;

import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.AnswerModel;
import dev.recto.answer.AnswerRequest;
import dev.recto.answer.AnswerSettings;
import dev.recto.answer.Answerability;
import dev.recto.answer.Answerer;
import dev.recto.answer.Degraded;
import dev.recto.answer.Grounding;
import dev.recto.answer.PartSource;
import dev.recto.answer.QuotingModel;
import dev.recto.answer.chat.Account;
import dev.recto.answer.chat.BudgetSpentException;
import dev.recto.answer.chat.ChatAnswerModel;
import dev.recto.answer.chat.ChatClient;
import dev.recto.answer.chat.ClassificationModel;
import dev.recto.answer.chat.ExtractionModel;
import dev.recto.answer.chat.NoChatModelException;
import dev.recto.answer.chat.PromptLanguage;
import dev.recto.answer.chat.Prompts;
import dev.recto.answer.chat.Spending;
import dev.recto.answer.chat.SummaryModel;
import dev.recto.answer.chat.TokenUsage;
import dev.recto.answer.chat.TranslationModel;
import dev.recto.answer.conversation.Conversations;
import dev.recto.answer.conversation.FollowUpEntities;
import dev.recto.answer.conversation.FollowUpRewriter;
import dev.recto.answer.conversation.StandaloneQuestions;
import dev.recto.answer.moderation.Moderation;
import dev.recto.answer.moderation.SentenceGate;
import dev.recto.answer.task.Classification;
import dev.recto.answer.task.Classifications;
import dev.recto.answer.task.Extraction;
import dev.recto.answer.task.Extractions;
import dev.recto.answer.task.FieldSchema;
import dev.recto.answer.task.LabelRequest;
import dev.recto.answer.task.Summaries;
import dev.recto.answer.task.Translation;
import dev.recto.answer.task.Translations;
import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.FolderOriginals;
import dev.recto.catalog.Home;
import dev.recto.catalog.HomeLock;
import dev.recto.catalog.Originals;
import dev.recto.catalog.VectorCache;
import dev.recto.cli.OpenHome;
import dev.recto.config.AnswerConfig;
import dev.recto.config.EmbeddingConfig;
import dev.recto.config.RectoConfig;
import dev.recto.document.Caller;
import dev.recto.embed.AnswerFinder;
import dev.recto.embed.Embedder;
import dev.recto.embed.Embedders;
import dev.recto.evaluate.Assembly;
import dev.recto.evaluate.GenerationQuestions;
import dev.recto.index.FoundPassage;
import dev.recto.index.PassageIndex;
import dev.recto.ingest.Backups;
import dev.recto.ingest.CollectionIndexes;
import dev.recto.ingest.Consistency;
import dev.recto.ingest.FolderWatch;
import dev.recto.ingest.GenerationCheck;
import dev.recto.ingest.HeldGeneration;
import dev.recto.ingest.IngestListener;
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
import dev.recto.retrieve.Ranking;
import dev.recto.retrieve.Retriever;
import dev.recto.serve.json.JobJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
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

    private final Deque<AutoCloseable> opened;
    private final Home home;
    private final RectoConfig config;
    private final HomeLock lock;
    private final Catalog catalog;
    private final Originals originals;
    private final Lazy<Embedder> embedder;
    private final AnswerFinder answerFinder;
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
    private final Grounding grounding;
    private final Conversations conversations;
    private final Prompts prompts;
    private final Lazy<ChatClient> chat;
    private final Spending spending;
    private final Moderation moderation;

    private Application(Home home, RectoConfig config, Deque<AutoCloseable> opened) throws IOException {
        this.opened = opened;
        this.home = home.create();
        this.config = config;
        this.lock = hold(HomeLock.acquire(home));
        this.catalog = hold(Catalog.open(home.catalogFile()));
        this.originals = new FolderOriginals(home);
        var vectors = hold(new Lazy<>(() -> VectorCache.open(home.vectorFile())));
        this.embedder = hold(new Lazy<Embedder>(
                () -> Embedders.open(config.embedding(), home.data().resolve("cache"))));
        this.answerFinder = hold(new AnswerFinder(home.data().resolve("cache")));
        var reader = hold(new Lazy<DocumentReader>(() -> new WorkerReader(config.limits(), home.staging())));
        Lazy<Embedder> builtIn = builtIn();
        this.indexes = hold(new CollectionIndexes(home, catalog, embedder, builtIn, new LuceneIndexes()));
        this.house = new IngestParts(home, catalog, originals, vectors, reader, embedder, indexes, config.limits());
        this.ingestor = new Ingestor(house);
        this.consistency = new Consistency(house);
        this.uploads = new Uploads(house, ingestor, work);
        this.web = hold(new Lazy<>(() -> new WebFetch(config.ingest(), uploads, InetAddress::getAllByName)));
        this.parts = new StoredReadings(home)::part;
        this.reindexes = new Reindexes(house, new Reindexer(house, ingestor, check()), work);
        this.schedules = new Schedules(catalog, reindexes, config.reindex(), CLOCK);
        tellWebhook();
        this.grounding = hold(new Grounding(parts, config.answer().unsupported()));
        this.conversations = new Conversations(catalog.conversations(), config.answer());
        this.prompts = Prompts.load(home.config().resolve("prompts"));
        this.spending = new Spending(config.usage(), catalog.usage());
        this.moderation = hold(new Moderation(config.moderation()));
        this.chat = hold(new Lazy<>(() -> new ChatClient(config.chat())));
        var renderer = hold(new Lazy<PageRenderer>(() -> new WorkerRenderer(config.limits(), home.staging())));
        this.pageImages = new PageImages(home, catalog, originals, renderer, PAGE_IMAGE_BYTES);
    }

    /**
     * Opens a home, which this process then holds until closed.
     *
     * @throws dev.recto.catalog.HomeHeldException if another process holds it
     * @throws dev.recto.catalog.CatalogException if its catalogue cannot be used
     * @throws UncheckedIOException if the disk fails
     */
    public static Application open(Home home, RectoConfig config) {
        var opened = new ArrayDeque<AutoCloseable>();
        try {
            return new Application(home, config, opened);
        } catch (IOException e) {
            close(opened, home);
            throw new UncheckedIOException("Cannot open the home " + home.root() + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            close(opened, home);
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
        return embedder.get();
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
            return whole(collection);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Stopped while the index was made whole.", e);
        }
    }

    private HeldGeneration whole(CollectionRow collection) throws InterruptedException {
        ingestor.rebuildIfMissing(collection, IngestListener.SILENT);
        return indexes.hold(collection);
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
            Webhook webhook = hold(new Webhook(config.reindex().webhook(), CLOCK, Thread::sleep));
            reindexes.whenEnded(job -> catalog.collections()
                    .find(job.collection())
                    .ifPresent(row ->
                            webhook.tell(JobJson.job(job, row.name(), List.of()).toString())));
        }
    }

    /**
     * Returns the evidence for a question.
     *
     * @throws InterruptedException if the caller is interrupted
     */
    @Override
    public Evidence search(CollectionRow collection, Caller caller, Question question) throws InterruptedException {
        try (HeldGeneration held = whole(collection);
                PassageIndex.Snapshot snapshot = held.index().snapshot()) {
            Assembly assembly = assembly(indexes.embedder(collection, held.row()));
            return assembly.retriever(Ranking.FUSED)
                    .retrieve(caller, question, snapshot)
                    .in(held.row().number());
        }
    }

    /**
     * Answers a question, by the chat model where one is configured and nothing else is asked for, and else by quoting.
     *
     * @throws InterruptedException if the caller is interrupted
     */
    @Override
    public Answer ask(CollectionRow collection, Caller caller, AnswerRequest request, AnswerListener listener)
            throws InterruptedException {
        String asked = request.question().text();
        moderation.admit(asked);
        Account account = spending.account(collection.id(), caller);
        boolean written = AnswerSettings.Speaker.CHAT == speaker(request.settings());
        ChatAnswerModel chatModel = written ? chat(account, request.settings()) : null;
        long begun = System.nanoTime();
        var answerability = new Answerability(Answerability.Weights.DEFAULT, Answerability.LEAST_CONFIDENCE);
        AnswerRequest standalone = conversations.standalone(collection, caller, request, rewriting(account, request));
        AnswerModel model = chatModel == null ? quoting() : chatModel.after(System.nanoTime() - begun);
        try (HeldGeneration held = whole(collection);
                PassageIndex.Snapshot snapshot = held.index().snapshot()) {
            Retriever retriever =
                    assembly(indexes.embedder(collection, held.row())).retriever(Ranking.FUSED);
            Grounding checks = grounding.over(partsOf(held)).behind(moderation.gate(asked));
            var answerer = new Answerer(retriever, answerability, checks, model);
            Answer answer = answerer.answer(caller, standalone, snapshot, listener)
                    .in(held.row().number());
            account.answered(answer.report().model());
            conversations.keep(request, standalone, answer);
            return answer;
        }
    }

    /** Returns parts as the generation's reader read them, so that its passages stand in them where they say. */
    private PartSource partsOf(HeldGeneration held) {
        var readings = new StoredReadings(home);
        return (content, number) -> readings.part(content, number, held.row().reader());
    }

    @Override
    public Answer summarise(
            CollectionRow collection, Caller caller, List<DocumentRow> documents, AnswerSettings settings)
            throws InterruptedException {
        boolean written = AnswerSettings.Speaker.CHAT == speaker(settings);
        if (written && !config.chat().present()) {
            throw new NoChatModelException();
        }
        if (written) {
            spending.check(chat.get().model());
        }
        String names = documents.stream().map(DocumentRow::name).collect(Collectors.joining(", "));
        Account account = spending.account(collection.id(), caller);
        boolean paid = written && !account.isReached();
        try (HeldGeneration held = whole(collection);
                PassageIndex.Snapshot snapshot = held.index().snapshot()) {
            var summaries = new Summaries(
                    grounding.over(partsOf(held)).behind(moderation.gate(names)),
                    paid ? new SummaryModel(chat.get(), prompts, account) : null,
                    written && !paid ? Degraded.BUDGET : null);
            Answer summary = summaries.summarise(names, passages(snapshot, documents), snapshot);
            account.answered(summary.report().model());
            return summary.in(held.row().number());
        }
    }

    @Override
    public Extraction extract(CollectionRow collection, Caller caller, List<DocumentRow> documents, FieldSchema schema)
            throws InterruptedException {
        Account account = paying(collection, caller);
        var model = new ExtractionModel(
                chat.get(), prompts, usage -> account.spent(chat.get().model(), usage));
        try (HeldGeneration held = whole(collection);
                PassageIndex.Snapshot snapshot = held.index().snapshot()) {
            SentenceGate gate = moderation.gate(documents.getFirst().name());
            Extraction extraction = new Extractions(
                            grounding.over(partsOf(held)).behind(gate), model)
                    .extract(passages(snapshot, documents), schema);
            extraction.fields().forEach(field -> gate.admit(field.value().toString()));
            return extraction;
        }
    }

    @Override
    public Classification classify(
            CollectionRow collection, Caller caller, List<DocumentRow> documents, LabelRequest request)
            throws InterruptedException {
        boolean written = AnswerSettings.Speaker.CHAT == speaker(request.settings());
        if (written && !config.chat().present()) {
            throw new NoChatModelException();
        }
        String labels = String.join(", ", request.labels());
        moderation.admit(labels);
        Account account = spending.account(collection.id(), caller);
        boolean paid = written && !account.isReached();
        String asked = written ? chat.get().model() : null;
        if (asked != null) {
            spending.check(asked);
        }
        try (HeldGeneration held = whole(collection);
                PassageIndex.Snapshot snapshot = held.index().snapshot()) {
            var model = paid
                    ? new ClassificationModel(
                            chat.get(),
                            prompts,
                            usage -> account.spent(chat.get().model(), usage))
                    : null;
            var unlabelled = documents.stream()
                    .map(row -> new Classifications.Unlabelled(
                            row.id(), row.name(), Summaries.scored(snapshot.passages(row.id()))))
                    .toList();
            Grounding checks = grounding.over(partsOf(held)).behind(moderation.gate(labels));
            return new Classifications(checks, indexes.embedder(collection, held.row()), model)
                    .classify(unlabelled, request.labels(), asked, written && !paid ? Degraded.BUDGET : null);
        }
    }

    @Override
    public Translation translate(CollectionRow collection, Caller caller, List<String> sentences, PromptLanguage to)
            throws InterruptedException {
        Account account = paying(collection, caller);
        var used = new AtomicReference<>(TokenUsage.NONE);
        var model = new TranslationModel(chat.get(), prompts, usage -> {
            account.spent(chat.get().model(), usage);
            used.accumulateAndGet(usage, TokenUsage::plus);
        });
        return new Translations(model, grounding.translationCheck(), moderation.gate(String.join(" ", sentences)))
                .translate(sentences, to, account, used::get);
    }

    /** Returns the account of who needs the chat model. */
    private Account paying(CollectionRow collection, Caller caller) {
        if (!config.chat().present()) {
            throw new NoChatModelException();
        }
        spending.check(chat.get().model());
        Account account = spending.account(collection.id(), caller);
        if (account.isReached()) {
            throw new BudgetSpentException();
        }
        return account;
    }

    private static List<FoundPassage> passages(PassageIndex.Snapshot snapshot, List<DocumentRow> documents) {
        return documents.stream()
                .flatMap(row -> snapshot.passages(row.id()).stream())
                .toList();
    }

    private AnswerSettings.Speaker speaker(AnswerSettings settings) {
        AnswerSettings.Speaker asked = settings.answerer();
        if (asked != null) {
            return asked;
        }
        return config.chat().present() ? AnswerSettings.Speaker.CHAT : AnswerSettings.Speaker.QUOTE;
    }

    private StandaloneQuestions rewriting(Account account, AnswerRequest request) {
        boolean written = AnswerSettings.Speaker.CHAT == speaker(request.settings())
                && config.chat().present();
        return written && !account.isReached()
                ? new FollowUpRewriter(
                        chat.get(),
                        prompts,
                        config.answer(),
                        usage -> account.spent(chat.get().model(), usage))
                : new FollowUpEntities();
    }

    private ChatAnswerModel chat(Account account, AnswerSettings settings) {
        if (!config.chat().present()) {
            throw new NoChatModelException();
        }
        String asked = settings.chat().model();
        spending.check(chat.get().model(asked));
        return new ChatAnswerModel(chat.get(), prompts, quoting(), account);
    }

    private AnswerModel quoting() {
        return new QuotingModel(QuotingModel.Weights.DEFAULT, answerFinder);
    }

    @Override
    public Moderation moderation() {
        return moderation;
    }

    @Override
    public void publish(@Nullable String address, @Nullable String token) {
        lock.publish(address, token);
    }

    /** Closes everything in reverse order of opening; what fails to close keeps nothing else from closing. */
    @Override
    public void close() {
        close(opened, home);
    }

    private static void close(Deque<AutoCloseable> opened, Home home) {
        IllegalStateException failure = null;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new IllegalStateException(
                            "Closing the home " + home.root() + " failed: " + e.getMessage(), e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Returns how a question's rooms are put together: what answers and what measures are the same. */
    @Override
    public Assembly assembly(Embedder around) {
        return new QuotingAssembly(around, answerFinder, config.answer().unsupported());
    }

    /** Retrieval by one embedder, answers by quoting. */
    private record QuotingAssembly(Embedder embedder, AnswerFinder finder, AnswerConfig.Unsupported unsupported)
            implements Assembly {
        @Override
        public Retriever retriever(Ranking ranking) {
            return new Retriever(embedder, ranking);
        }

        @Override
        public Answerer answerer(Ranking ranking, PartSource parts, double leastConfidence) {
            var answerability = new Answerability(Answerability.Weights.DEFAULT, leastConfidence);
            var model = new QuotingModel(QuotingModel.Weights.DEFAULT, finder);
            return new Answerer(retriever(ranking), answerability, new Grounding(parts, unsupported), model);
        }
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

    /** Returns the built-in models, which generations made before another model was configured still need. */
    private Lazy<Embedder> builtIn() {
        return config.embedding().provider() == EmbeddingConfig.Provider.LOCAL
                ? embedder
                : hold(new Lazy<Embedder>(() ->
                        Embedders.open(EmbeddingConfig.DEFAULT, home.data().resolve("cache"))));
    }

    private <T extends AutoCloseable> T hold(T part) {
        opened.push(part);
        return part;
    }
}
