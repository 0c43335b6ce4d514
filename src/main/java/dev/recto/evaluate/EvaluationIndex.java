package dev.recto.evaluate;

import dev.recto.answer.PartSource;
import dev.recto.catalog.CachedVector;
import dev.recto.catalog.VectorCache;
import dev.recto.document.Block;
import dev.recto.document.BlockKind;
import dev.recto.document.Caller;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentFacts;
import dev.recto.document.DocumentId;
import dev.recto.document.Part;
import dev.recto.document.PartKind;
import dev.recto.document.Passage;
import dev.recto.document.PassageId;
import dev.recto.document.SourceDocument;
import dev.recto.embed.Embedder;
import dev.recto.embed.Embedding;
import dev.recto.embed.EmbeddingInput;
import dev.recto.index.LuceneIndex;
import dev.recto.index.PassageEntry;
import dev.recto.index.PassageIndex;
import dev.recto.index.PassageVector;
import dev.recto.index.VectorField;
import dev.recto.ingest.EmbeddingTexts;
import dev.recto.read.PassageSplitter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Puts a test collection into an index as ingesting would: the same splitter, the same embedded text, the same fields. */
final class EvaluationIndex implements AutoCloseable, PartSource {
    /** Documents embedded together: enough to keep every core busy, few enough to hold. */
    private static final int TOGETHER = 256;

    private final PassageIndex index;
    private final Map<DocumentId, String> ids = new HashMap<>();
    private final Map<ContentHash, Part> bodies = new HashMap<>();

    private EvaluationIndex(PassageIndex index) {
        this.index = index;
    }

    /** Builds the index of a set in an empty folder. */
    static EvaluationIndex build(List<EvaluationDocument> documents, Path folder, Instrument instrument)
            throws InterruptedException {
        List<VectorField> fields = instrument.embedder().models().stream()
                .map(model -> new VectorField(model.id(), model.dimensions()))
                .toList();
        EvaluationIndex built = new EvaluationIndex(LuceneIndex.open(folder, fields));
        try {
            for (int from = 0; from < documents.size(); from += TOGETHER) {
                int to = Math.min(from + TOGETHER, documents.size());
                built.add(documents.subList(from, to), new Vectors(instrument.embedder(), instrument.cache()));
            }
            built.index.commit(1);
            return built;
        } catch (InterruptedException | RuntimeException e) {
            built.close();
            throw e;
        }
    }

    /** Returns the id that a document of a set has in the index. */
    static DocumentId documentId(String id) {
        return new DocumentId("d_" + ContentHash.of(id).hex().substring(0, 32));
    }

    PassageIndex.Snapshot snapshot() {
        return index.snapshot();
    }

    /** Returns the set's own id of a document. */
    String id(DocumentId document) {
        return Objects.requireNonNull(ids.get(document), "a document of this set");
    }

    @Override
    public Part part(ContentHash content, int number) {
        return Objects.requireNonNull(bodies.get(content), "a document of this set");
    }

    @Override
    public void close() {
        index.close();
    }

    private void add(List<EvaluationDocument> documents, Vectors vectors) throws InterruptedException {
        List<DocumentFacts> facts = documents.stream().map(this::facts).toList();
        List<List<Passage>> passages = new ArrayList<>();
        List<EmbeddingInput> inputs = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            DocumentFacts document = facts.get(i);
            EmbeddingTexts texts = new EmbeddingTexts(document.title(), document.name());
            SourceDocument source = source(documents.get(i));
            bodies.put(document.content(), source.parts().getFirst());
            passages.add(new PassageSplitter().split(source));
            passages.getLast().forEach(passage -> inputs.add(texts.of(passage)));
        }
        List<List<PassageVector>> embedded = vectors.of(inputs);
        int next = 0;
        for (int i = 0; i < documents.size(); i++) {
            List<PassageEntry> entries = new ArrayList<>();
            for (Passage passage : passages.get(i)) {
                entries.add(new PassageEntry(id(facts.get(i), passage), passage, PartKind.BODY, embedded.get(next++)));
            }
            index.replace(facts.get(i), entries);
        }
    }

    private DocumentFacts facts(EvaluationDocument document) {
        DocumentId id = documentId(document.id());
        ids.put(id, document.id());
        String title = document.title().isBlank() ? null : document.title();
        // Not the text's hash: a set's equal documents are judged apart, so none may be left out as a copy.
        return new DocumentFacts(
                id, document.title(), title, Set.of(Caller.EVERYONE), Map.of(), ContentHash.of(document.id()));
    }

    private static SourceDocument source(EvaluationDocument document) {
        String text = document.text().isBlank() ? document.title() : document.text();
        List<Block> blocks = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int gap = text.indexOf("\n\n", start);
            int end = gap < 0 ? text.length() : gap;
            if (!text.substring(start, end).isBlank()) {
                blocks.add(Block.of(BlockKind.PARAGRAPH, start, end));
            }
            start = gap < 0 ? text.length() : gap + 2;
        }
        String title = document.title().isBlank() ? null : document.title();
        Part body = Part.flowing(1, PartKind.BODY, null, text, blocks);
        return new SourceDocument("text/plain", title, Map.of(), List.of(body));
    }

    private static PassageId id(DocumentFacts document, Passage passage) {
        String hash = ContentHash.of(document.id() + " " + passage.number()).hex();
        return new PassageId("p_" + hash.substring(0, 32));
    }

    /** Vectors from the cache, or else from the model. */
    private record Vectors(Embedder embedder, VectorCache cache) {
        List<List<PassageVector>> of(List<EmbeddingInput> inputs) throws InterruptedException {
            Map<String, List<EmbeddingInput>> byModel = new HashMap<>();
            for (EmbeddingInput input : inputs) {
                for (String model : embedder.modelsFor(input.text())) {
                    byModel.computeIfAbsent(model, id -> new ArrayList<>()).add(input);
                }
            }
            Map<EmbeddingInput, List<PassageVector>> found = new HashMap<>();
            for (Map.Entry<String, List<EmbeddingInput>> model : byModel.entrySet()) {
                embedded(model.getKey(), model.getValue())
                        .forEach((input, vector) -> found.computeIfAbsent(input, key -> new ArrayList<>())
                                .add(new PassageVector(model.getKey(), vector.vector(), vector.sentences())));
            }
            return inputs.stream()
                    .map(input -> found.getOrDefault(input, List.of()))
                    .toList();
        }

        private Map<EmbeddingInput, CachedVector> embedded(String model, List<EmbeddingInput> inputs)
                throws InterruptedException {
            Map<ContentHash, CachedVector> known = new HashMap<>(
                    cache.get(model, inputs.stream().map(EmbeddingTexts::hash).toList()));
            List<EmbeddingInput> missing = inputs.stream()
                    .filter(input -> !known.containsKey(EmbeddingTexts.hash(input)))
                    .distinct()
                    .toList();
            List<Embedding> fresh = embedder.embed(model, missing);
            Map<ContentHash, CachedVector> computed = new HashMap<>();
            for (int i = 0; i < missing.size(); i++) {
                Embedding embedding = fresh.get(i);
                computed.put(
                        EmbeddingTexts.hash(missing.get(i)),
                        new CachedVector(embedding.vector(), embedding.sentences()));
            }
            cache.put(model, computed);
            known.putAll(computed);
            Map<EmbeddingInput, CachedVector> vectors = new HashMap<>();
            for (EmbeddingInput input : inputs) {
                vectors.put(input, Objects.requireNonNull(known.get(EmbeddingTexts.hash(input))));
            }
            return vectors;
        }
    }
}
