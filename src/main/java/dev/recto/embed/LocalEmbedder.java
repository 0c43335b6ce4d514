package dev.recto.embed;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Embeds in this process, with the built-in encoders or others in their place; nothing leaves the machine.
 *
 * <p>A text is embedded by the model of its language, a mixed one by both. A model is loaded when its first text comes. Passages run on a
 * fixed pool, a text and a core each; questions run on the caller's thread, so that they never wait behind passages, and take
 * several cores for one run: somebody waits for it. The two uses are two sessions of one model, each loaded when it is first needed.
 */
public final class LocalEmbedder implements Embedder {
    /** Cores for one question: past four, a run of a few dozen tokens gains nothing from another. */
    private static final int MOST_QUESTION_CORES = 4;

    private final Map<Language, LocalModel> models;
    private final EncoderFiles files;
    private final int threads;
    private final ExecutorService pool;
    private final Map<String, TextEncoder> forPassages = new HashMap<>();
    private final Map<String, TextEncoder> forQuestions = new HashMap<>();
    private boolean closed;

    /**
     * Creates an embedder with the built-in encoders, that has loaded nothing yet.
     *
     * @param cacheFolder where models and native libraries are kept for a fast start; about 100 MB, made again if deleted
     * @param threads texts embedded at once; 0 for one for each core
     */
    public LocalEmbedder(Path cacheFolder, int threads) {
        this(builtIn(), new EncoderFiles(cacheFolder), threads);
    }

    /**
     * Creates an embedder that has loaded nothing yet.
     *
     * @param models one for each language; one model may serve several
     * @param files where loaded models are kept
     * @param threads texts embedded at once; 0 for one for each core
     */
    LocalEmbedder(Map<Language, LocalModel> models, EncoderFiles files, int threads) {
        this.models = new EnumMap<>(models);
        this.files = files;
        this.threads = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        this.pool = Executors.newFixedThreadPool(
                this.threads, Thread.ofPlatform().daemon().name("embed-", 1).factory());
    }

    private static Map<Language, LocalModel> builtIn() {
        Map<Language, LocalModel> models = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            models.put(language, BuiltInModel.of(language).local());
        }
        return models;
    }

    @Override
    public List<EmbeddingModel> models() {
        return models.values().stream().map(LocalModel::model).distinct().toList();
    }

    @Override
    public List<String> modelsFor(String text) {
        return ScriptChoice.of(text).stream()
                .map(language -> Objects.requireNonNull(models.get(language)).id())
                .distinct()
                .toList();
    }

    private LocalModel model(String id) {
        return models.values().stream()
                .filter(model -> model.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no local model is called " + id));
    }

    @Override
    public List<Embedding> embed(String model, List<EmbeddingInput> inputs) throws InterruptedException {
        EmbeddingBatch batch = new EmbeddingBatch(encoder(forPassages, model(model), 1), inputs);
        CompletableFuture<?>[] workers = new CompletableFuture<?>[Math.min(threads, inputs.size())];
        Arrays.setAll(workers, i -> CompletableFuture.runAsync(batch::work, pool));
        CompletableFuture<Void> all = CompletableFuture.allOf(workers);
        try {
            all.get();
        } catch (InterruptedException e) {
            batch.stop();
            all.handle((done, failure) -> done).join();
            throw e;
        } catch (ExecutionException e) {
            throw failure(e);
        }
        return batch.embeddings();
    }

    @Override
    public List<QuestionEmbedding> embedQuestion(String question) throws InterruptedException {
        int cores = Math.min(MOST_QUESTION_CORES, Runtime.getRuntime().availableProcessors());
        List<QuestionEmbedding> embeddings = new ArrayList<>();
        for (String model : modelsFor(question)) {
            embeddings.add(encoder(forQuestions, model(model), cores).question(question));
        }
        return embeddings;
    }

    private static RuntimeException failure(ExecutionException e) {
        return e.getCause() instanceof RuntimeException cause
                ? cause
                : new EmbeddingException("A local model failed: " + e.getMessage(), e);
    }

    private synchronized TextEncoder encoder(Map<String, TextEncoder> loaded, LocalModel model, int cores)
            throws InterruptedException {
        if (closed) {
            throw new IllegalStateException("the embedder is closed");
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        TextEncoder encoder = loaded.get(model.id());
        if (encoder == null) {
            encoder = TextEncoder.load(model, files, cores);
            loaded.put(model.id(), encoder);
        }
        return encoder;
    }

    /** Frees the models, after the runs under way. */
    @Override
    public synchronized void close() {
        closed = true;
        pool.shutdown();
        for (Map<String, TextEncoder> loaded : List.of(forPassages, forQuestions)) {
            loaded.values().forEach(TextEncoder::close);
            loaded.clear();
        }
    }
}
