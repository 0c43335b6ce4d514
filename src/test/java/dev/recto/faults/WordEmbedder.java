package dev.recto.faults;

import dev.recto.embed.Embedder;
import dev.recto.embed.Embedding;
import dev.recto.embed.EmbeddingInput;
import dev.recto.embed.EmbeddingModel;
import dev.recto.embed.QuestionEmbedding;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** A small model without weights: a text's vector is the sum of its words', each drawn by the word's hash. The same text always gives the same. */
record WordEmbedder(String id) implements Embedder {
    private static final int DIMENSIONS = 16;

    @Override
    public List<EmbeddingModel> models() {
        return List.of(new EmbeddingModel(id, DIMENSIONS, 0, 1, 0));
    }

    @Override
    public List<String> modelsFor(String text) {
        return List.of(id);
    }

    @Override
    public List<Embedding> embed(String model, List<EmbeddingInput> inputs) {
        return inputs.stream()
                .map(input -> new Embedding(model, vector(input.context() + " " + input.text()), List.of()))
                .toList();
    }

    @Override
    public List<QuestionEmbedding> embedQuestion(String question) {
        return List.of(new QuestionEmbedding(id, vector(question), null));
    }

    @Override
    public void close() {}

    private static float[] vector(String text) {
        var sum = new float[DIMENSIONS];
        sum[0] = 1e-3f;
        for (String word : text.split("\\W+")) {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(word.hashCode());
            for (int i = 0; i < DIMENSIONS; i++) {
                sum[i] += (float) random.nextGaussian();
            }
        }
        double length = 0;
        for (float value : sum) {
            length += value * value;
        }
        for (int i = 0; i < DIMENSIONS; i++) {
            sum[i] /= (float) Math.sqrt(length);
        }
        return sum;
    }
}
