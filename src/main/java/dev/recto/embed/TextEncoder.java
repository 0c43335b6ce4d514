package dev.recto.embed;

import dev.recto.document.TextRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/** One built-in model at work: its tokenizer and its session. Safe for use by several threads. */
final class TextEncoder implements AutoCloseable {
    /** Tokens of a text in one run: the model's 512 positions less the two that frame it. */
    static final int WINDOW_TOKENS = 510;

    /** Tokens that a passage's context may take, about a third of a window, so that the text itself always counts most. */
    static final int CONTEXT_TOKENS = 170;

    /** Windows run for one text; sentences past them have no vector. A passage has 150 to 300 tokens, so this is for odd ones. */
    static final int MOST_WINDOWS = 4;

    /** Characters read of one text: eight for each token of all windows, where English has about five and Chinese one. */
    static final int MOST_CHARS = 8 * WINDOW_TOKENS * MOST_WINDOWS;

    private final BuiltInModel model;
    private final Tokenizer tokenizer;
    private final EncoderSession session;
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    /** Takes over tokenizer and session: {@link #close()} closes both. */
    TextEncoder(BuiltInModel model, Tokenizer tokenizer, EncoderSession session) {
        this.model = model;
        this.tokenizer = tokenizer;
        this.session = session;
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
     * Returns a question's vectors, both of one run with the model's prefix; the prefix's own tokens are left out of the mean.
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
                throw new IllegalStateException(model.model().id() + " is closed");
            }
            return work.get();
        } finally {
            use.readLock().unlock();
        }
    }

    private Embedding encode(EmbeddingInput input) {
        String context = clipContext(input.context());
        int textStart = context.isEmpty() ? 0 : context.length() + 1;
        String whole = Texts.clip(textStart == 0 ? input.text() : context + "\n" + input.text(), MOST_CHARS);
        TokenizedText tokens = tokenizer.tokenize(whole);
        List<byte[]> sentences =
                new ArrayList<>(Collections.nCopies(input.sentences().size(), new byte[0]));
        int end = tokens.windowEnd(0, WINDOW_TOKENS);
        TokenStates states = run(tokens, 0, end);
        float[] vector = states.whole();
        int from = 0;
        int windows = 1;
        for (int i = 0; i < sentences.size(); i++) {
            TextRange range = input.sentences().get(i);
            int first = tokens.firstAt(textStart + range.start());
            int last = tokens.firstAt(textStart + range.end());
            while (first >= end && end < tokens.length() && windows < MOST_WINDOWS) {
                from = end;
                end = tokens.windowEnd(from, WINDOW_TOKENS);
                states = run(tokens, from, end);
                windows++;
            }
            if (first < Math.min(last, end)) {
                float[] mean = states.mean(first - from + 1, Math.min(last, end) - from + 1);
                sentences.set(i, Vectors.quantise(mean));
            }
        }
        return new Embedding(model.model().id(), vector, sentences);
    }

    private QuestionEmbedding encode(String question) {
        String prefix = model.questionPrefix();
        TokenizedText prefixed = tokenizer.tokenize(prefix + Texts.clip(question, MOST_CHARS));
        int end = prefixed.windowEnd(0, WINDOW_TOKENS);
        TokenStates states = run(prefixed, 0, end);
        int first = prefixed.firstAt(prefix.length());
        float[] tokens = first < end ? states.mean(first + 1, end + 1) : null;
        return new QuestionEmbedding(model.model().id(), states.whole(), tokens);
    }

    private TokenStates run(TokenizedText tokens, int from, int to) {
        return session.run(tokenizer.framed(tokens.ids(), from, to));
    }

    private String clipContext(String context) {
        String clipped = Texts.clip(context, MOST_CHARS);
        if (clipped.length() <= CONTEXT_TOKENS) {
            return clipped;
        }
        TokenizedText tokens = tokenizer.tokenize(clipped);
        int end = tokens.windowEnd(0, CONTEXT_TOKENS);
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
