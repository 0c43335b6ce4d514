package dev.recto.ingest;

import dev.recto.embed.Embedder;
import dev.recto.embed.Embedding;
import dev.recto.embed.EmbeddingException;
import dev.recto.embed.EmbeddingInput;
import dev.recto.embed.EmbeddingModel;
import dev.recto.embed.QuestionEmbedding;
import java.util.List;
import java.util.function.Predicate;

/** The real encoders, made to fail where a test wants it. */
final class FailingEmbedder implements Embedder {
    /** Texts for which the model is as if it could not be reached. */
    volatile Predicate<String> failing = text -> false;
    /** Texts on which the model breaks. */
    volatile Predicate<String> refusing = text -> false;
    /** Done before each call. */
    volatile Runnable before = () -> {};

    private final Embedder embedder;

    FailingEmbedder(Embedder embedder) {
        this.embedder = embedder;
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
        before.run();
        if (inputs.stream().map(EmbeddingInput::text).anyMatch(failing)) {
            throw new EmbeddingException("The model cannot be reached.", null);
        }
        if (inputs.stream().map(EmbeddingInput::text).anyMatch(refusing)) {
            throw new IllegalArgumentException("not a text");
        }
        return embedder.embed(model, inputs);
    }

    @Override
    public List<QuestionEmbedding> embedQuestion(String question) throws InterruptedException {
        return embedder.embedQuestion(question);
    }

    @Override
    public void close() {}
}
