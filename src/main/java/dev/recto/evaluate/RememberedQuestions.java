package dev.recto.evaluate;

import dev.recto.catalog.CachedVector;
import dev.recto.catalog.VectorCache;
import dev.recto.document.ContentHash;
import dev.recto.embed.Embedder;
import dev.recto.embed.Embedding;
import dev.recto.embed.EmbeddingInput;
import dev.recto.embed.EmbeddingModel;
import dev.recto.embed.QuestionEmbedding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An embedder that keeps the vectors of questions, too, so that a set can be asked again in seconds.
 *
 * <p>How a question is embedded may change without its model's id changing. So the first questions found in the cache, and some of the
 * later ones, are embedded all the same and compared: once one differs, nothing found is believed any more, and all is written anew.
 */
final class RememberedQuestions implements Embedder {
    private static final int COMPARED_FIRST = 5;
    private static final int COMPARED_EVERY = 20;
    /** More than rounding on another processor, less than a changed prefix or folding makes. */
    private static final double SAME = 1e-3;

    private final Embedder embedder;
    private final VectorCache cache;
    private int found;
    private boolean believed = true;

    /** @param embedder stays its owner's to close */
    RememberedQuestions(Embedder embedder, VectorCache cache) {
        this.embedder = embedder;
        this.cache = cache;
    }

    @Override
    public List<QuestionEmbedding> embedQuestion(String question) throws InterruptedException {
        ContentHash hash = ContentHash.of("question\0" + question);
        List<QuestionEmbedding> known = known(hash);
        boolean miss = known.isEmpty() || !believed;
        if (!miss && found++ >= COMPARED_FIRST && found % COMPARED_EVERY != 0) {
            return known;
        }
        List<QuestionEmbedding> fresh = embedder.embedQuestion(question);
        if (miss || !same(known, fresh)) {
            believed &= known.isEmpty() || miss;
            cache.remove(List.of(hash));
            keep(hash, fresh);
        }
        return fresh;
    }

    @Override
    public List<EmbeddingModel> models() {
        return embedder.models();
    }

    @Override
    public List<String> modelsFor(String text) {
        return embedder.modelsFor(text);
    }

    @Override
    public List<Embedding> embed(String model, List<EmbeddingInput> inputs) throws InterruptedException {
        return embedder.embed(model, inputs);
    }

    @Override
    public void close() {}

    private List<QuestionEmbedding> known(ContentHash hash) {
        List<QuestionEmbedding> known = new ArrayList<>();
        for (EmbeddingModel model : embedder.models()) {
            CachedVector vector =
                    cache.get(vectorKey(model.id()), List.of(hash)).get(hash);
            if (vector != null) {
                CachedVector tokens =
                        cache.get(tokensKey(model.id()), List.of(hash)).get(hash);
                known.add(new QuestionEmbedding(model.id(), vector.vector(), tokens == null ? null : tokens.vector()));
            }
        }
        return known;
    }

    private void keep(ContentHash hash, List<QuestionEmbedding> embeddings) {
        for (QuestionEmbedding embedding : embeddings) {
            cache.put(vectorKey(embedding.model()), Map.of(hash, new CachedVector(embedding.vector(), List.of())));
            float[] tokens = embedding.tokens();
            if (tokens != null) {
                cache.put(tokensKey(embedding.model()), Map.of(hash, new CachedVector(tokens, List.of())));
            }
        }
    }

    private static boolean same(List<QuestionEmbedding> known, List<QuestionEmbedding> fresh) {
        return known.size() == fresh.size()
                && fresh.stream().allMatch(one -> known.stream()
                        .anyMatch(other -> other.model().equals(one.model())
                                && near(other.vector(), one.vector())
                                && near(other.tokens(), one.tokens())));
    }

    private static boolean near(float @Nullable [] one, float @Nullable [] other) {
        if (one == null || other == null || one.length != other.length) {
            return one == null && other == null;
        }
        for (int i = 0; i < one.length; i++) {
            if (Math.abs(one[i] - other[i]) > SAME) {
                return false;
            }
        }
        return true;
    }

    private static String vectorKey(String model) {
        return model + "?question";
    }

    private static String tokensKey(String model) {
        return model + "?question-tokens";
    }
}
