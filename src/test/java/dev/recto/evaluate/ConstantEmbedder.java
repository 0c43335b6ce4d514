package dev.recto.evaluate;

import dev.recto.embed.Embedder;
import dev.recto.embed.Embedding;
import dev.recto.embed.EmbeddingInput;
import dev.recto.embed.EmbeddingModel;
import dev.recto.embed.QuestionEmbedding;
import java.util.List;

/** Gives every text the same vector: what is measured here is the bookkeeping. */
final class ConstantEmbedder implements Embedder {
    @Override
    public List<EmbeddingModel> models() {
        return List.of(new EmbeddingModel("tiny", 2, 0, 1, 0));
    }

    @Override
    public List<String> modelsFor(String text) {
        return List.of("tiny");
    }

    @Override
    public List<Embedding> embed(String model, List<EmbeddingInput> inputs) {
        return inputs.stream()
                .map(input -> new Embedding(model, new float[] {1, 0}, List.of()))
                .toList();
    }

    @Override
    public List<QuestionEmbedding> embedQuestion(String question) {
        return List.of(new QuestionEmbedding("tiny", new float[] {1, 0}, null));
    }

    @Override
    public void close() {}
}
