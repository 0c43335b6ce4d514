package dev.recto.ingest;

import dev.recto.embed.Embedder;
import dev.recto.embed.Embedding;
import dev.recto.embed.EmbeddingInput;
import dev.recto.embed.EmbeddingModel;
import dev.recto.embed.QuestionEmbedding;
import java.util.List;

/** A stand-in for a model where only what is around it is measured: words are hashed into a few dimensions. */
final class HashedWords implements Embedder {
    private static final EmbeddingModel MODEL = new EmbeddingModel("hashed-words", 16, 0, 1, 0);

    @Override
    public List<EmbeddingModel> models() {
        return List.of(MODEL);
    }

    @Override
    public List<String> modelsFor(String text) {
        return List.of(MODEL.id());
    }

    @Override
    public List<Embedding> embed(String model, List<EmbeddingInput> inputs) {
        return inputs.stream().map(HashedWords::embedding).toList();
    }

    @Override
    public List<QuestionEmbedding> embedQuestion(String question) {
        return List.of(new QuestionEmbedding(MODEL.id(), vector(question), null));
    }

    @Override
    public void close() {}

    private static Embedding embedding(EmbeddingInput input) {
        List<byte[]> sentences =
                input.sentences().stream().map(sentence -> new byte[0]).toList();
        return new Embedding(MODEL.id(), vector(input.text()), sentences);
    }

    private static float[] vector(String text) {
        float[] vector = new float[MODEL.dimensions()];
        for (String word : text.split("\\W+")) {
            vector[Math.floorMod(word.hashCode(), vector.length)] += 1;
        }
        double length = 0;
        for (float one : vector) {
            length += one * one;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / Math.sqrt(Math.max(1e-9, length)));
        }
        return vector;
    }
}
