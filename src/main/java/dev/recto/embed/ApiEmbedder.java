package dev.recto.embed;

import dev.langchain4j.data.segment.TextSegment;
import dev.recto.config.EmbeddingConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Embeds through an API: OpenAI and whatever speaks its API, Azure, Ollama. One model for all text, no sentence vectors, no prefix.
 *
 * <p>The words of every passage and question leave for that address. Requests that fail for a reason that may pass (429, 5xx, no
 * answer) are tried again with growing pauses by LangChain4j; what still fails is told in a sentence that says what to do.
 */
public final class ApiEmbedder implements Embedder {
    /** UTF-16 units sent of one text: below the 8,191 tokens that OpenAI's models read, for Chinese too. */
    private static final int MOST_CHARS = 6_000;

    private final ApiModel api;
    private final int batch;
    private final ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor();
    private int dimensions;

    /**
     * Creates an embedder; nothing is sent yet.
     *
     * @param config provider, address, model, key and limits; the provider is not {@code LOCAL}
     * @throws EmbeddingException if a key that the provider needs is not configured
     */
    public ApiEmbedder(EmbeddingConfig config) {
        this.api = ApiModel.of(config);
        this.batch = Math.max(1, config.batch());
        this.dimensions = config.dimensions();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Where the length of its vectors is not configured, the model is asked once. Its range is 0 to 1, the cosine as it is, since
     * nothing is known about an arbitrary model.
     */
    @Override
    public List<EmbeddingModel> models() {
        return List.of(new EmbeddingModel(api.id(), dimensions(), 0, 1, 0));
    }

    @Override
    public List<String> modelsFor(String text) {
        return List.of(api.id());
    }

    @Override
    public List<Embedding> embed(String model, List<EmbeddingInput> inputs) throws InterruptedException {
        if (!model.equals(api.id())) {
            throw new IllegalArgumentException("this embedder is " + api.id() + ", not " + model);
        }
        List<Embedding> embeddings = new ArrayList<>(inputs.size());
        for (int from = 0; from < inputs.size(); from += batch) {
            List<String> texts = inputs.subList(from, Math.min(from + batch, inputs.size())).stream()
                    .map(ApiEmbedder::text)
                    .toList();
            for (float[] vector : request(texts)) {
                embeddings.add(new Embedding(model, vector, List.of()));
            }
        }
        return embeddings;
    }

    @Override
    public List<QuestionEmbedding> embedQuestion(String question) throws InterruptedException {
        float[] vector = request(List.of(sendable(question))).getFirst();
        return List.of(new QuestionEmbedding(api.id(), vector, null));
    }

    private synchronized int dimensions() {
        if (dimensions == 0) {
            try {
                dimensions = send(List.of("How long is a vector?")).getFirst().length;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new EmbeddingException("Interrupted while " + api.id() + " was asked for its dimensions.", null);
            }
        }
        return dimensions;
    }

    private List<float[]> request(List<String> texts) throws InterruptedException {
        int expected = dimensions();
        List<float[]> vectors = send(texts);
        if (vectors.size() != texts.size()) {
            throw new EmbeddingException(
                    api.id() + " answered " + vectors.size() + " vectors for " + texts.size()
                            + " texts. Is embedding.base_url the address of an embeddings API?",
                    null);
        }
        for (float[] vector : vectors) {
            if (vector.length != expected) {
                throw new EmbeddingException(
                        api.id() + " gives vectors of " + vector.length + " dimensions, where " + expected
                                + " are expected. Set embedding.dimensions to " + vector.length
                                + " (or 0 to ask the model) and re-index.",
                        null);
            }
            Vectors.normalise(vector);
        }
        return vectors;
    }

    private List<float[]> send(List<String> texts) throws InterruptedException {
        List<TextSegment> segments = texts.stream().map(TextSegment::from).toList();
        Future<List<float[]>> answer = requests.submit(() -> api.model().embedAll(segments).content().stream()
                .map(dev.langchain4j.data.embedding.Embedding::vector)
                .toList());
        try {
            return answer.get();
        } catch (InterruptedException e) {
            answer.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw api.failure(e.getCause());
        }
    }

    private static String text(EmbeddingInput input) {
        return sendable(input.context().isEmpty() ? input.text() : input.context() + "\n" + input.text());
    }

    /** Returns the text cut to what models read; a blank one as a dash, since APIs refuse a whole request for one blank text. */
    private static String sendable(String text) {
        return text.isBlank() ? "-" : Texts.clip(text, MOST_CHARS);
    }

    /** Ends the requests under way. */
    @Override
    public void close() {
        requests.shutdownNow();
    }

    @Override
    public String toString() {
        return "ApiEmbedder[" + api.id() + "]";
    }
}
