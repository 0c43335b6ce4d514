package dev.recto.ingest;

import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.FolderOriginals;
import dev.recto.catalog.Home;
import dev.recto.catalog.Originals;
import dev.recto.catalog.VectorCache;
import dev.recto.config.LimitsConfig;
import dev.recto.document.Caller;
import dev.recto.document.IngestOutcome;
import dev.recto.embed.Embedder;
import dev.recto.index.Candidate;
import dev.recto.index.FoundPassage;
import dev.recto.index.IndexQuestion;
import dev.recto.index.LuceneIndex;
import dev.recto.index.PassageIndex;
import dev.recto.index.VectorField;
import dev.recto.read.DocumentReader;
import dev.recto.read.content.ContentReader;
import dev.recto.read.pdf.PdfReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A home with all its real rooms: readers in this process, the built-in encoders, Lucene and SQLite on disk. */
final class TestHome implements AutoCloseable {
    final Home home;
    final Catalog catalog;
    final Originals originals;
    final VectorCache vectors;
    final CollectionIndexes indexes;
    final IngestParts parts;
    final Ingestor ingestor;
    final WorkSignal signal = new WorkSignal();
    final CollectionRow collection;
    final AtomicInteger readersStarted = new AtomicInteger();
    final AtomicInteger embeddersStarted = new AtomicInteger();
    final Map<String, IngestOutcome> finished = new LinkedHashMap<>();

    TestHome(Path root, Embedder embedder) throws IOException {
        this(root, embedder, LimitsConfig.DEFAULT);
    }

    TestHome(Path root, Embedder embedder, LimitsConfig limits) throws IOException {
        this.home = new Home(root).create();
        this.catalog = Catalog.open(home.catalogFile());
        this.originals = new FolderOriginals(home);
        this.vectors = VectorCache.open(home.vectorFile());
        DocumentReader reader = new ContentReader(limits, new PdfReader(limits));
        Supplier<Embedder> embedders = () -> {
            embeddersStarted.incrementAndGet();
            return embedder;
        };
        this.indexes = new CollectionIndexes(home, catalog, embedders, new Lucene());
        this.parts = new IngestParts(
                home,
                catalog,
                originals,
                () -> vectors,
                () -> {
                    readersStarted.incrementAndGet();
                    return reader;
                },
                embedders,
                indexes,
                limits);
        this.ingestor = new Ingestor(parts);
        this.collection = catalog.collections().require("default");
    }

    IngestSummary ingest(Path... paths) throws InterruptedException {
        return ingest(new IngestRequest(List.of(paths), Map.of(), false));
    }

    /** Takes so many notes in, {@code note-0.txt} and on, one short sentence each. */
    void ingestNotes(Path folder, int count) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            Files.writeString(
                    folder.resolve("note-" + i + ".txt"), "Note " + i + " tells of the harbour of town" + i + ".");
        }
        ingest(folder);
    }

    IngestSummary sync(Path... paths) throws InterruptedException {
        return ingest(new IngestRequest(List.of(paths), Map.of(), true));
    }

    IngestSummary ingest(IngestRequest request) throws InterruptedException {
        finished.clear();
        return ingestor.ingest(collection, request, new IngestListener() {
            @Override
            public void finished(String document, IngestOutcome outcome) {
                finished.put(document, outcome);
            }
        });
    }

    DocumentRow row(String key) {
        return catalog.documents().byKey(collection.id(), key).orElseThrow();
    }

    /** Returns the passages that have these words. */
    List<FoundPassage> find(String words, Map<String, String> filter) {
        try (PassageIndex.Snapshot snapshot = indexes.live(collection).snapshot()) {
            List<Candidate> candidates =
                    snapshot.search(new IndexQuestion(words, 0, Map.of(), Caller.owner(), filter, 100));
            return snapshot.load(candidates);
        }
    }

    List<FoundPassage> find(String words) {
        return find(words, Map.of());
    }

    int indexSize() {
        try (PassageIndex.Snapshot snapshot = indexes.live(collection).snapshot()) {
            return snapshot.size();
        }
    }

    @Override
    public void close() {
        indexes.close();
        vectors.close();
        catalog.close();
    }

    private static final class Lucene implements PassageIndexFactory {
        @Override
        public PassageIndex open(Path folder, List<VectorField> fields) {
            return LuceneIndex.open(folder, fields);
        }

        @Override
        public int analysisVersion() {
            return 1;
        }
    }
}
