package dev.recto.benchmark;

import dev.recto.Application;
import dev.recto.catalog.CachedVector;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.Home;
import dev.recto.catalog.VectorCache;
import dev.recto.config.RectoConfig;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentFacts;
import dev.recto.document.DocumentId;
import dev.recto.document.Passage;
import dev.recto.document.PassageId;
import dev.recto.document.Span;
import dev.recto.document.TextRange;
import dev.recto.embed.EmbeddingModel;
import dev.recto.index.FoundPassage;
import dev.recto.index.PassageEntry;
import dev.recto.index.PassageIndex;
import dev.recto.index.PassageVector;
import dev.recto.ingest.EmbeddingTexts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Puts changed copies of a home's passages into its index, up to a number: {@code LargerCollection HOME PASSAGES}.
 *
 * <p>In a copy every tenth word is exchanged for another of the same passage's document (seeded), and the vectors are moved by noise
 * of a tenth of their length, so that lists and graph are as long and as varied as a real collection's. The copies are in the index alone: use
 * a home made for the purpose.
 */
public final class LargerCollection {
    private static final int ONE_IN = 10;
    private static final double NOISE = 0.1;

    private LargerCollection() {}

    public static void main(String[] args) {
        int wanted = Integer.parseInt(args[1]);
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(20261122);
        Home home = new Home(Path.of(args[0]));
        try (Application application = Application.open(home, RectoConfig.DEFAULT);
                VectorCache vectors = VectorCache.open(home.vectorFile())) {
            CollectionRow collection = application.catalog().collections().require("default");
            PassageIndex index = application.hold(collection).index(); // closed with the application
            List<DocumentRow> documents = application
                    .catalog()
                    .documents()
                    .list(collection.id(), null, null, 1000)
                    .documents();
            int number = 0;
            try (PassageIndex.Snapshot snapshot = index.snapshot()) {
                int size = snapshot.size();
                for (int copy = 1; size < wanted; copy++) {
                    for (DocumentRow document : documents) {
                        List<FoundPassage> passages = snapshot.passages(document.id());
                        if (size >= wanted || passages.isEmpty()) {
                            continue;
                        }
                        size += add(
                                index,
                                passages,
                                "%06d".formatted(number++) + "copy",
                                vectors,
                                application.embedder().models(),
                                random);
                    }
                    index.commit(index.ledgerPosition());
                    System.out.printf("copy %d: %,d passages%n", copy, size);
                }
            }
        }
    }

    private static int add(
            PassageIndex index,
            List<FoundPassage> passages,
            String id,
            VectorCache vectors,
            List<EmbeddingModel> models,
            RandomGenerator random) {
        DocumentFacts facts = passages.getFirst().document();
        var texts = new EmbeddingTexts(facts.title(), facts.name());
        var entries = new ArrayList<PassageEntry>();
        for (FoundPassage found : passages) {
            Passage changed = changed(found.passage(), passages, random);
            ContentHash key = EmbeddingTexts.hash(texts.of(found.passage()));
            var moved = new ArrayList<PassageVector>();
            for (EmbeddingModel model : models) {
                CachedVector cached = vectors.get(model.id(), List.of(key)).get(key);
                if (cached != null) {
                    moved.add(new PassageVector(model.id(), moved(cached.vector(), random), List.of()));
                }
            }
            entries.add(new PassageEntry(new PassageId("p_" + id + entries.size()), changed, found.partKind(), moved));
        }
        index.replace(
                new DocumentFacts(
                        new DocumentId("d_" + id),
                        facts.name(),
                        facts.title(),
                        facts.access(),
                        facts.metadata(),
                        ContentHash.of(id)),
                entries);
        return entries.size();
    }

    private static Passage changed(Passage passage, List<FoundPassage> others, RandomGenerator random) {
        String[] words = passage.text().split(" ");
        String[] pool =
                others.get(random.nextInt(others.size())).passage().text().split(" ");
        for (int i = 0; i < words.length && pool.length > 0; i++) {
            words[i] = random.nextInt(ONE_IN) == 0 ? pool[random.nextInt(pool.length)] : words[i];
        }
        String text = String.join(" ", words);
        var range = new TextRange(0, text.length());
        return new Passage(
                passage.number(),
                new Span(passage.span().part(), range),
                text,
                passage.headingPath(),
                passage.tableHeader(),
                passage.label(),
                List.of(range));
    }

    private static float[] moved(float[] vector, RandomGenerator random) {
        float[] moved = new float[vector.length];
        double norm = 0;
        for (int i = 0; i < vector.length; i++) {
            moved[i] = (float) (vector[i] + random.nextGaussian() * NOISE / Math.sqrt(vector.length));
            norm += moved[i] * moved[i];
        }
        for (int i = 0; i < moved.length; i++) {
            moved[i] /= (float) Math.sqrt(norm);
        }
        return moved;
    }
}
