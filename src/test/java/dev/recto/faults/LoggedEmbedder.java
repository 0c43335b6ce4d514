package dev.recto.faults;

import dev.recto.embed.Embedder;
import dev.recto.embed.Embedding;
import dev.recto.embed.EmbeddingInput;
import dev.recto.embed.EmbeddingModel;
import dev.recto.embed.QuestionEmbedding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * An embedder that writes down what it embeds.
 *
 * @param log takes the id of the model for each passage, a line each
 */
record LoggedEmbedder(Embedder embedder, Path log) implements Embedder {
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
        try {
            Files.writeString(
                    log, (model + "\n").repeat(inputs.size()), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return embedder.embed(model, inputs);
    }

    @Override
    public List<QuestionEmbedding> embedQuestion(String question) throws InterruptedException {
        return embedder.embedQuestion(question);
    }

    @Override
    public void close() {
        embedder.close();
    }
}
