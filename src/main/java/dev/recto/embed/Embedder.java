package dev.recto.embed;

import java.util.List;

/** Turns texts into vectors. Safe for use by several threads. */
public interface Embedder extends AutoCloseable {
    /** Returns the models behind it: each is one vector field of an index. Never empty. */
    List<EmbeddingModel> models();

    /** Returns the ids of the models that embed this text: one by its script, or several where it is mixed. Never empty. */
    List<String> modelsFor(String text);

    /**
     * Embeds passages by one model.
     *
     * @return one embedding for each input, in order; a text's vectors do not depend on the other inputs
     * @throws EmbeddingException if a remote model stays unreachable or refuses
     * @throws InterruptedException if the caller is interrupted; work has then stopped
     */
    List<Embedding> embed(String model, List<EmbeddingInput> inputs) throws InterruptedException;

    /**
     * Embeds a question by every model that fits its script.
     *
     * @throws EmbeddingException if a remote model stays unreachable or refuses
     */
    List<QuestionEmbedding> embedQuestion(String question) throws InterruptedException;

    @Override
    void close();
}
