package dev.recto.faults;

import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.FolderOriginals;
import dev.recto.catalog.Home;
import dev.recto.catalog.HomeLock;
import dev.recto.catalog.JobRequest;
import dev.recto.catalog.Originals;
import dev.recto.catalog.VectorCache;
import dev.recto.config.LimitsConfig;
import dev.recto.document.Caller;
import dev.recto.embed.Embedder;
import dev.recto.index.FoundPassage;
import dev.recto.index.IndexQuestion;
import dev.recto.index.LuceneIndex;
import dev.recto.index.PassageIndex;
import dev.recto.index.VectorField;
import dev.recto.ingest.Backups;
import dev.recto.ingest.CollectionIndexes;
import dev.recto.ingest.Consistency;
import dev.recto.ingest.HeldGeneration;
import dev.recto.ingest.IngestListener;
import dev.recto.ingest.IngestParts;
import dev.recto.ingest.IngestWorker;
import dev.recto.ingest.Ingestor;
import dev.recto.ingest.PassageIndexFactory;
import dev.recto.ingest.ReindexListener;
import dev.recto.ingest.ReindexTask;
import dev.recto.ingest.Reindexer;
import dev.recto.ingest.Upload;
import dev.recto.ingest.Uploads;
import dev.recto.ingest.WorkSignal;
import dev.recto.read.DocumentReader;
import dev.recto.read.content.ContentReader;
import dev.recto.read.pdf.PdfReader;
import dev.recto.retrieve.Question;
import dev.recto.retrieve.Ranking;
import dev.recto.retrieve.Retriever;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A home as the service has it (catalogue, originals, Lucene, queue and worker are the real ones), whose rooms tell of each {@link FaultPoint}. */
final class FaultHome implements AutoCloseable {
    private static final int EXPUNGED_ONE_IN = 2;
    final Home home;
    final Catalog catalog;
    final Originals originals;
    final VectorCache vectors;
    final CollectionIndexes indexes;
    final IngestParts parts;
    final Ingestor ingestor;
    final Uploads uploads;
    final CollectionRow collection;
    final Consistency consistency;
    private final HomeLock lock;
    private final WorkSignal signal = new WorkSignal();
    private final FaultPoints points;
    private final IngestWorker worker;
    private final Reindexer reindexer;
    private int deletions;

    /**
     * What embeds.
     *
     * @param configured as configured
     * @param builtIn always there, so that a generation made with it can be gone back to
     */
    record Models(Embedder configured, Embedder builtIn) implements AutoCloseable {
        /** Returns one model without weights. */
        static Models standIns() {
            var words = new WordEmbedder("words");
            return new Models(words, words);
        }

        @Override
        public void close() {
            configured.close();
            builtIn.close();
        }
    }

    /** Opens a home with one model. */
    FaultHome(Path root, FaultPoints points, Consumer<Throwable> fatal) throws IOException, InterruptedException {
        this(root, points, Models.standIns(), fatal);
    }

    /**
     * Opens a home and makes its index whole, as a service does before it is ready.
     *
     * @param fatal told of what the process must not survive
     */
    FaultHome(Path root, FaultPoints points, Models models, Consumer<Throwable> fatal)
            throws IOException, InterruptedException {
        this.points = points;
        this.home = new Home(root).create();
        this.lock = HomeLock.acquire(home);
        this.catalog = Catalog.open(home.catalogFile());
        this.originals = new PointedRooms.Bytes(new FolderOriginals(home), points);
        this.vectors = VectorCache.open(home.vectorFile());
        Embedder embedder = new PointedRooms.Model(models.configured(), points);
        Embedder builtIn = new PointedRooms.Model(models.builtIn(), points);
        this.indexes = new CollectionIndexes(home, catalog, () -> embedder, () -> builtIn, new Engine());
        LimitsConfig limits = LimitsConfig.DEFAULT;
        DocumentReader reader = new PointedRooms.Reader(new ContentReader(limits, new PdfReader(limits)), points);
        this.parts =
                new IngestParts(home, catalog, originals, this::vectors, () -> reader, () -> embedder, indexes, limits);
        this.ingestor = new Ingestor(parts);
        this.uploads = new Uploads(parts, ingestor, signal);
        this.consistency = new Consistency(parts);
        this.reindexer = new Reindexer(parts, ingestor, (collection, next, live) -> {
            points.reached(FaultPoint.BUILT);
            return List.of();
        });
        this.collection = catalog.collections().require("default");
        ingestor.rebuildIfMissing(collection, IngestListener.SILENT);
        this.worker = new IngestWorker(parts, ingestor, signal, failure -> {
            uploads.refuse(failure);
            fatal.accept(failure);
        });
    }

    /** Takes texts in as one request; when this returns they are acknowledged. */
    void put(Map<String, String> texts) throws IOException {
        var files = new ArrayList<Upload>();
        for (var text : texts.entrySet()) {
            byte[] bytes = text.getValue().getBytes(StandardCharsets.UTF_8);
            Originals.Staged staged = uploads.stage(new ByteArrayInputStream(bytes), Long.MAX_VALUE);
            files.add(new Upload(staged, text.getKey(), text.getKey(), Map.of()));
        }
        uploads.receive(new JobRequest(collection.id(), "upload", Caller.owner()), files);
        points.reached(FaultPoint.RECEIVED);
    }

    /** Deletes the document of a key; when this returns that is acknowledged. */
    void delete(String key) throws InterruptedException {
        DocumentRow row = catalog.documents().byKey(collection.id(), key).orElseThrow();
        if (!ingestor.delete(collection, row.id()).absent()) {
            throw new IllegalStateException("The receipt says that " + key + " is still there.");
        }
        points.reached(FaultPoint.DELETED);
        if (++deletions % EXPUNGED_ONE_IN == 0) {
            ingestor.expunge(collection);
        }
    }

    /** Builds a new generation from what is kept and lets it answer. */
    void reindex() throws InterruptedException {
        reindexer.run(collection, ReindexTask.build(true), ReindexListener.SILENT);
    }

    /** Lets the generation answer that did before, where there is one. */
    void rollBack() throws InterruptedException {
        if (catalog.generations().list(collection.id()).stream()
                .anyMatch(
                        one -> !one.live() && one.build().ready() && one.build().liveSince() != null)) {
            reindexer.run(collection, ReindexTask.rollback(), ReindexListener.SILENT);
        }
        points.reached(FaultPoint.ROLLED_BACK);
    }

    /** Takes a backup beside the home and keeps two. */
    void backUp() throws IOException {
        new Backups(parts, ingestor).take(home.root().resolveSibling("backups"), 2);
        points.reached(FaultPoint.BACKED_UP);
    }

    /** Waits until nothing waits for work. */
    void settle() throws InterruptedException {
        for (long seen = signal.count(); catalog.queue().size() > 0; seen = signal.count()) {
            signal.await(seen, 20);
        }
    }

    /** Returns the keys of the documents that have a word, once for each passage that has it. */
    List<String> find(String word) throws InterruptedException {
        ingestor.rebuildIfMissing(collection, IngestListener.SILENT);
        try (PassageIndex.Snapshot snapshot = indexes.live(collection).snapshot()) {
            var question = new IndexQuestion(word, 0, Map.of(), Caller.owner(), Map.of(), 100);
            return snapshot.load(snapshot.search(question)).stream()
                    .map(FoundPassage::document)
                    .map(facts -> facts.name())
                    .toList();
        }
    }

    /** Returns the keys of the documents that are nearest to a question, nearest first, by what embeds the generation that answers. */
    List<String> ask(String question) throws InterruptedException {
        try (HeldGeneration held = indexes.hold(collection);
                PassageIndex.Snapshot snapshot = held.index().snapshot()) {
            var retriever = new Retriever(indexes.embedder(collection, held.row()), Ranking.DENSE);
            return retriever.retrieve(Caller.owner(), Question.of(question), snapshot).passages().stream()
                    .map(scored -> scored.found().document().name())
                    .toList();
        }
    }

    /** Returns every document that is not deleted. */
    List<DocumentRow> rows() {
        var rows = new ArrayList<DocumentRow>();
        String cursor = null;
        do {
            var page = catalog.documents().list(collection.id(), null, cursor, 1_000);
            rows.addAll(page.documents());
            cursor = page.next();
        } while (cursor != null);
        return rows;
    }

    private VectorCache vectors() {
        // a deletion asks for the vectors once its tombstones stand; ingest asks as well
        points.reached(FaultPoint.BURIED);
        return vectors;
    }

    @Override
    public void close() {
        try (lock;
                catalog;
                vectors;
                indexes;
                worker) {
            signal.ring();
        }
    }

    private final class Engine implements PassageIndexFactory {
        @Override
        public PassageIndex open(Path folder, List<VectorField> fields) {
            points.reached(FaultPoint.BEFORE_OPEN);
            PassageIndex index = LuceneIndex.open(folder, fields);
            points.reached(FaultPoint.OPENED);
            return new PointedRooms.Index(index, points);
        }

        @Override
        public int analysisVersion() {
            return 1;
        }
    }
}
