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
import java.util.stream.Stream;

/** A model for texts in Chinese characters and another for all others, as the built-in encoders are; writes down what it embeds. */
final class TwoScripts implements Embedder {
    static final String CHINESE = "zi";
    private final WordEmbedder chinese = new WordEmbedder(CHINESE);
    private final WordEmbedder other;
    private final Path log;

    /**
     * @param other id of the model for all other texts
     * @param log takes the id of the model for each text that is embedded, a line each
     */
    TwoScripts(String other, Path log) {
        this.other = new WordEmbedder(other);
        this.log = log;
    }

    @Override
    public List<EmbeddingModel> models() {
        return Stream.concat(other.models().stream(), chinese.models().stream()).toList();
    }

    @Override
    public List<String> modelsFor(String text) {
        boolean han = text.codePoints().anyMatch(Character::isIdeographic);
        return (han ? chinese : other).modelsFor(text);
    }

    @Override
    public List<Embedding> embed(String model, List<EmbeddingInput> inputs) {
        try {
            Files.writeString(
                    log, (model + "\n").repeat(inputs.size()), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (model.equals(CHINESE) ? chinese : other).embed(model, inputs);
    }

    @Override
    public List<QuestionEmbedding> embedQuestion(String question) {
        return other.embedQuestion(question);
    }

    @Override
    public void close() {}
}
