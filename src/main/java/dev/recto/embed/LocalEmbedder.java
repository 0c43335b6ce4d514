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
 * fixed pool, a text and a core each; questions run on the caller's thread, so that they never wait behind passages.
 */
public final class LocalEmbedder implements Embedder {
    private final EncoderFiles files;
    private final int threads;
    private final ExecutorService pool;
    private final Map<BuiltInModel, TextEncoder> loaded = new EnumMap<>(BuiltInModel.class);
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
        EmbeddingBatch batch = new EmbeddingBatch(encoder(BuiltInModel.of(model)), inputs);
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
        List<QuestionEmbedding> embeddings = new ArrayList<>();
        for (BuiltInModel model : ScriptChoice.of(question)) {
            embeddings.add(encoder(model).question(question));
        }
        return embeddings;
    }

    private static RuntimeException failure(ExecutionException e) {
        return e.getCause() instanceof RuntimeException cause
                ? cause
                : new EmbeddingException("A built-in model failed: " + e.getMessage(), e);
    }

    private synchronized TextEncoder encoder(BuiltInModel model) throws InterruptedException {
        if (closed) {
            throw new IllegalStateException("the embedder is closed");
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        TextEncoder encoder = loaded.get(model);
        if (encoder == null) {
            encoder = load(model);
            loaded.put(model, encoder);
        }
        return encoder;
    }

    private TextEncoder load(BuiltInModel model) throws InterruptedException {
        NativeLibraries.prepare(files.folder());
        FutureTask<Tokenizer> tokenizer = new FutureTask<>(() -> Tokenizer.load(model));
        Thread.ofPlatform().daemon().name("load-tokenizer").start(tokenizer);
        try {
            EncoderSession session = files.open(model);
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
        loaded.values().forEach(TextEncoder::close);
        loaded.clear();
    }
}
