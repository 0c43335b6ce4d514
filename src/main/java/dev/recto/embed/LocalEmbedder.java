package dev.recto.embed;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/**
 * Embeds in this process, with the built-in encoders; nothing leaves the machine.
 *
 * <p>A text is embedded by the model of its script, a mixed one by both. A model is loaded when its first text comes. Passages run on a
 * fixed pool, a text and a core each; questions run on the caller's thread, so that they never wait behind passages, and take
 * several cores for one run: somebody waits for it. The two uses are two sessions of one model, each loaded when it is first needed.
 */
public final class LocalEmbedder implements Embedder {
    /** Cores for one question: past four, a run of a few dozen tokens gains nothing from another. */
    private static final int MOST_QUESTION_CORES = 4;

    private final EncoderFiles files;
    private final int threads;
    private final ExecutorService pool;
    private final Map<BuiltInModel, TextEncoder> forPassages = new EnumMap<>(BuiltInModel.class);
    private final Map<BuiltInModel, TextEncoder> forQuestions = new EnumMap<>(BuiltInModel.class);
    private boolean closed;

    /**
     * Creates an embedder that has loaded nothing yet.
     *
     * @param cacheFolder where models and native libraries are kept for a fast start; about 100 MB, made again if deleted
     * @param threads texts embedded at once; 0 for one for each core
     */
    public LocalEmbedder(Path cacheFolder, int threads) {
        this.files = new EncoderFiles(cacheFolder);
        this.threads = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
        this.pool = Executors.newFixedThreadPool(
                this.threads, Thread.ofPlatform().daemon().name("embed-", 1).factory());
    }

    @Override
    public List<EmbeddingModel> models() {
        return Arrays.stream(BuiltInModel.values()).map(BuiltInModel::model).toList();
    }

    @Override
    public List<String> modelsFor(String text) {
        return ScriptChoice.of(text).stream().map(model -> model.model().id()).toList();
    }

    @Override
    public List<Embedding> embed(String model, List<EmbeddingInput> inputs) throws InterruptedException {
        EmbeddingBatch batch = new EmbeddingBatch(encoder(forPassages, BuiltInModel.of(model), 1), inputs);
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
        for (BuiltInModel model : ScriptChoice.of(question)) {
            embeddings.add(encoder(forQuestions, model, cores).question(question));
        }
        return embeddings;
    }

    private static RuntimeException failure(ExecutionException e) {
        return e.getCause() instanceof RuntimeException cause
                ? cause
                : new EmbeddingException("A built-in model failed: " + e.getMessage(), e);
    }

    private synchronized TextEncoder encoder(Map<BuiltInModel, TextEncoder> loaded, BuiltInModel model, int cores)
            throws InterruptedException {
        if (closed) {
            throw new IllegalStateException("the embedder is closed");
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        TextEncoder encoder = loaded.get(model);
        if (encoder == null) {
            encoder = load(model, cores);
            loaded.put(model, encoder);
        }
        return encoder;
    }

    private TextEncoder load(BuiltInModel model, int cores) throws InterruptedException {
        NativeLibraries.prepare(files.folder());
        FutureTask<Tokenizer> tokenizer = new FutureTask<>(() -> Tokenizer.load(model));
        Thread.ofPlatform().daemon().name("load-tokenizer").start(tokenizer);
        try {
            EncoderSession session = files.open(model, cores);
            return new TextEncoder(model, tokenizer.get(), session);
        } catch (IOException | OrtException | ExecutionException | UnsatisfiedLinkError e) {
            throw new EmbeddingException(
                    "The built-in model " + model.model().id() + " could not be loaded: " + e.getMessage()
                            + ". Is there a build of ONNX Runtime for this machine, and room on the disk?",
                    e);
        }
    }

    /** Frees the models, after the runs under way. */
    @Override
    public synchronized void close() {
        closed = true;
        pool.shutdown();
        for (Map<BuiltInModel, TextEncoder> loaded : List.of(forPassages, forQuestions)) {
            loaded.values().forEach(TextEncoder::close);
            loaded.clear();
        }
    }
}
