package dev.recto.embed;

import ai.onnxruntime.OrtException;
import dev.recto.document.TextRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** One local model at work: its tokenizer and its session. Safe for use by several threads. */
final class TextEncoder implements AutoCloseable {
    /** Windows run for one text; sentences past them have no vector. A passage has 150 to 300 tokens, so this is for odd ones. */
    static final int MOST_WINDOWS = 4;

    /** Characters read of one text: eight for each token of all windows, where English has about five and Chinese one. */
    static final int MOST_CHARS = 8 * EncoderUse.MOST_POSITIONS * MOST_WINDOWS;

    private final LocalModel model;
    private final Tokenizer tokenizer;
    private final EncoderSession session;
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    private TextEncoder(LocalModel model, Tokenizer tokenizer, EncoderSession session) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.session = session;
    }

    /**
     * Loads a model.
     *
     * @param cores that one run takes
     * @throws EmbeddingException if it cannot be loaded
     */
    static TextEncoder load(LocalModel model, EncoderFiles files, int cores) throws InterruptedException {
        NativeLibraries.prepare(files.folder());
        FutureTask<Tokenizer> tokenizer = new FutureTask<>(() -> Tokenizer.load(model.source()));
        Thread.ofPlatform().daemon().name("load-tokenizer").start(tokenizer);
        try {
            return load(model, files.open(model, cores), tokenizer);
        } catch (IOException | OrtException | ExecutionException | EmbeddingException | UnsatisfiedLinkError e) {
            throw new EmbeddingException(
                    "The model " + model.id() + " could not be loaded: " + reason(e) + ". "
                            + model.source().advice(),
                    e);
        }
    }

    private static TextEncoder load(LocalModel model, EncoderSession session, FutureTask<Tokenizer> tokenizer)
            throws ExecutionException, InterruptedException {
        try {
            return new TextEncoder(model, tokenizer.get(), session);
        } catch (ExecutionException | InterruptedException e) {
            session.close();
            throw e;
        }
    }

    /** Returns what was said of it, without its full stop. */
    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        return String.valueOf(cause.getMessage()).replaceFirst("\\.+$", "");
    }

    /**
     * Returns a passage's vector, of its first window, and its sentences' vectors, of the window each begins in.
     *
     * @throws IllegalStateException if it is closed
     */
    Embedding passage(EmbeddingInput input) {
        return whileOpen(() -> encode(input));
    }

    /**
     * Returns a question's vectors, both of one run with the model's prompt; the prompt's own tokens are left out of the mean.
     *
     * @throws IllegalStateException if it is closed
     */
    QuestionEmbedding question(String question) {
        return whileOpen(() -> encode(question));
    }

    private <T> T whileOpen(Supplier<T> work) {
        use.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException(model.id() + " is closed");
            }
            return work.get();
        } finally {
            use.readLock().unlock();
        }
    }

    private Embedding encode(EmbeddingInput input) {
        String context = clipContext(input.context());
        String head = model.use().passagePrompt() + (context.isEmpty() ? "" : context + "\n");
        int textStart = head.length();
        String whole = Texts.clip(head + input.text(), MOST_CHARS);
        TokenizedText tokens = tokenizer.tokenize(whole);
        List<byte[]> sentences =
                new ArrayList<>(Collections.nCopies(input.sentences().size(), new byte[0]));
        int end = tokens.windowEnd(0, model.use().windowTokens());
        TokenStates states = run(tokens, 0, end);
        float[] vector = states.whole(model.use().pooling());
        int from = 0;
        int windows = 1;
        for (int i = 0; i < sentences.size(); i++) {
            TextRange range = input.sentences().get(i);
            int first = tokens.firstAt(textStart + range.start());
            int last = tokens.firstAt(textStart + range.end());
            while (first >= end && end < tokens.length() && windows < MOST_WINDOWS) {
                from = end;
                end = tokens.windowEnd(from, model.use().windowTokens());
                states = run(tokens, from, end);
                windows++;
            }
            if (first < Math.min(last, end)) {
                float[] mean = states.mean(first - from + 1, Math.min(last, end) - from + 1);
                sentences.set(i, Vectors.quantise(mean));
            }
        }
        return new Embedding(model.id(), vector, sentences);
    }

    private QuestionEmbedding encode(String question) {
        String prompt = model.use().questionPrompt();
        TokenizedText prompted = tokenizer.tokenize(prompt + Texts.clip(question, MOST_CHARS));
        int end = prompted.windowEnd(0, model.use().windowTokens());
        TokenStates states = run(prompted, 0, end);
        int first = prompted.firstAt(prompt.length());
        float[] tokens = first < end ? states.mean(first + 1, end + 1) : null;
        return new QuestionEmbedding(model.id(), states.whole(model.use().pooling()), tokens);
    }

    private TokenStates run(TokenizedText tokens, int from, int to) {
        return session.run(tokenizer.framed(tokens.ids(), from, to));
    }

    private String clipContext(String context) {
        String clipped = Texts.clip(context, MOST_CHARS);
        if (clipped.length() <= model.use().contextTokens()) {
            return clipped;
        }
        TokenizedText tokens = tokenizer.tokenize(clipped);
        int end = tokens.windowEnd(0, model.use().contextTokens());
        return end == tokens.length() ? clipped : clipped.substring(0, tokens.starts()[end]);
    }

    /** Frees both, after the runs under way. */
    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                session.close();
                tokenizer.close();
            }
        } finally {
            use.writeLock().unlock();
        }
    }
}
