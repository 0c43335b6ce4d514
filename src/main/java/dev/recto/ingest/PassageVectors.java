package dev.recto.ingest;

import dev.recto.catalog.CachedVector;
import dev.recto.catalog.VectorCache;
import dev.recto.document.ContentHash;
import dev.recto.embed.Embedder;
import dev.recto.embed.Embedding;
import dev.recto.embed.EmbeddingInput;
import dev.recto.index.PassageVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Gives passages their vectors: from the cache, or else from the model, and then caches them. */
final class PassageVectors {
    /** Texts embedded before they are cached: a crash or a Ctrl-C loses at most these, about two seconds' work. */
    private static final int SLICE = 64;

    private final IngestParts house;
    private final Supplier<Embedder> embedder;
    private final IngestTally tally;

    /** @param embedder what the generation's vectors are made by; asked for only when there is something to embed */
    PassageVectors(IngestParts house, Supplier<Embedder> embedder, IngestTally tally) {
        this.house = house;
        this.embedder = embedder;
        this.tally = tally;
    }

    /**
     * Returns the vectors of each text, in order.
     *
     * @throws dev.recto.embed.EmbeddingException if a remote model stays unreachable or refuses
     */
    List<List<PassageVector>> of(List<EmbeddingInput> inputs) throws InterruptedException {
        List<ContentHash> hashes = inputs.stream().map(EmbeddingTexts::hash).toList();
        var byModel = new TreeMap<String, Map<ContentHash, EmbeddingInput>>();
        var vectors = new ArrayList<List<PassageVector>>();
        for (int i = 0; i < inputs.size(); i++) {
            vectors.add(new ArrayList<>());
            for (String model : embedder.get().modelsFor(inputs.get(i).text())) {
                byModel.computeIfAbsent(model, id -> new LinkedHashMap<>()).put(hashes.get(i), inputs.get(i));
            }
        }
        for (var model : byModel.entrySet()) {
            Map<ContentHash, CachedVector> found = vectors(model.getKey(), model.getValue());
            for (int i = 0; i < inputs.size(); i++) {
                CachedVector vector = found.get(hashes.get(i));
                if (vector != null) {
                    vectors.get(i).add(new PassageVector(model.getKey(), vector.vector(), vector.sentences()));
                }
            }
        }
        return vectors;
    }

    private Map<ContentHash, CachedVector> vectors(String model, Map<ContentHash, EmbeddingInput> texts)
            throws InterruptedException {
        long begun = System.nanoTime();
        var vectors = new HashMap<>(house.vectors().get().get(model, texts.keySet()));
        tally.vectors(0, vectors.size(), characters(texts, vectors.keySet()), System.nanoTime() - begun);
        List<ContentHash> missing = texts.keySet().stream()
                .filter(text -> !vectors.containsKey(text))
                .toList();
        for (int from = 0; from < missing.size(); from += SLICE) {
            List<ContentHash> slice = missing.subList(from, Math.min(missing.size(), from + SLICE));
            vectors.putAll(embed(model, slice, texts));
        }
        return vectors;
    }

    private Map<ContentHash, CachedVector> embed(
            String model, List<ContentHash> slice, Map<ContentHash, EmbeddingInput> texts) throws InterruptedException {
        long begun = System.nanoTime();
        List<EmbeddingInput> inputs = new ArrayList<>();
        for (ContentHash text : slice) {
            EmbeddingInput input = texts.get(text);
            if (input != null) {
                inputs.add(input);
            }
        }
        List<Embedding> embeddings = embedder.get().embed(model, inputs);
        var fresh = new HashMap<ContentHash, CachedVector>();
        for (int i = 0; i < slice.size(); i++) {
            Embedding embedding = embeddings.get(i);
            fresh.put(slice.get(i), new CachedVector(embedding.vector(), embedding.sentences()));
        }
        VectorCache cache = house.vectors().get();
        cache.put(model, fresh);
        tally.vectors(fresh.size(), 0, characters(texts, slice), System.nanoTime() - begun);
        return fresh;
    }

    private static long characters(Map<ContentHash, EmbeddingInput> texts, Iterable<ContentHash> some) {
        long characters = 0;
        for (ContentHash text : some) {
            EmbeddingInput input = texts.get(text);
            characters += input == null ? 0 : input.text().length();
        }
        return characters;
    }
}
