package dev.recto.embed;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.recto.document.TextRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** One language's reader at work: its tokenizer, its words and its session. Safe for use by several threads. */
final class ReadingModel implements AutoCloseable {
    /** Tokens read of a question, as in training. */
    static final int QUESTION_TOKENS = 48;

    /** Tokens of one run at most: the positions that the reader was given. */
    static final int MOST_TOKENS = 192;

    /** Windows read of one text: 400 tokens or more of it, where a passage has 150 to 300. */
    static final int MOST_WINDOWS = 4;

    /** Cores that one run takes: somebody waits for it, and a window has too few tokens for more to gain. */
    private static final int THREADS = 2;

    private final Tokenizer tokenizer;
    private final WordTable words;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final ReadWriteLock use = new ReentrantReadWriteLock();
    private boolean closed;

    private ReadingModel(Tokenizer tokenizer, WordTable words, OrtEnvironment environment, OrtSession session) {
        this.tokenizer = tokenizer;
        this.words = words;
        this.environment = environment;
        this.session = session;
    }

    /** Loads a language's reader, and out of its built-in encoder's files the tokenizer and the words. */
    static ReadingModel load(Language language) throws IOException, OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        environment.setTelemetry(false);
        OrtSession session = open(environment, "/dev/recto/embed/" + fileOf(language));
        try {
            Map<String, String> metadata = session.getMetadata().getCustomMetadata();
            BuiltInModel encoder = BuiltInModel.of(language);
            WordTable words = WordTable.of(encoder.weightsResource(), metadata);
            return new ReadingModel(Tokenizer.load(encoder), words, environment, session);
        } catch (IOException | OrtException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static String fileOf(Language language) {
        return switch (language) {
            case ENGLISH -> "reader-en.onnx";
            case CHINESE -> "reader-zh.onnx";
        };
    }

    private static OrtSession open(OrtEnvironment environment, String resource) throws IOException, OrtException {
        try (InputStream weights = ReadingModel.class.getResourceAsStream(resource);
                SessionOptions options = new SessionOptions()) {
            if (weights == null) {
                throw new IOException("not on the class path: " + resource);
            }
            options.setIntraOpNumThreads(THREADS);
            options.setInterOpNumThreads(1);
            // threads that wait by spinning take the cores from the encoder, which runs before the next question's
            // reader
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            return environment.createSession(weights.readAllBytes(), options);
        }
    }

    /**
     * Looks for the answer in a text, window by window, and says for each sentence what {@link AnswerFinder#read} says.
     *
     * @throws IllegalStateException if it is closed
     * @throws EmbeddingException if ONNX Runtime fails
     */
    double[] read(String question, String text, List<TextRange> sentences) {
        use.readLock().lock();
        try {
            if (closed) {
                throw new IllegalStateException("the reader is closed");
            }
            return readWindows(question, Texts.clip(text, TextEncoder.MOST_CHARS), sentences);
        } catch (OrtException e) {
            throw new EmbeddingException("The reader failed on a text of " + text.length() + " characters.", e);
        } finally {
            use.readLock().unlock();
        }
    }

    private double[] readWindows(String question, String text, List<TextRange> sentences) throws OrtException {
        TokenizedText asked = tokenizer.tokenize(Texts.clip(question, TextEncoder.MOST_CHARS));
        long[] head = tokenizer.framed(asked.ids(), 0, Math.min(asked.length(), QUESTION_TOKENS));
        TokenizedText tokens = tokenizer.tokenize(text);
        int room = MOST_TOKENS - head.length - 1;
        List<ScoredTokens> found = new ArrayList<>();
        int from = 0;
        for (int window = 0; window < MOST_WINDOWS && from < tokens.length(); window++) {
            int to = tokens.windowEnd(from, room);
            SpanSearch.add(found, scores(head, tokens.ids(), from, to), head.length, from);
            from = to == tokens.length() ? to : to - (to - from) / 4;
        }
        return sentences.stream()
                .mapToDouble(sentence -> best(found, tokens, sentence))
                .toArray();
    }

    private static double best(List<ScoredTokens> found, TokenizedText tokens, TextRange sentence) {
        double best = Double.NEGATIVE_INFINITY;
        for (ScoredTokens span : found) {
            int start = tokens.starts()[span.first()];
            if (sentence.start() <= start && start < sentence.end()) {
                best = Math.max(best, span.score());
            }
        }
        return best;
    }

    /** Returns two logits for each token of {@code [CLS] question [SEP] window [SEP]}: that it begins the answer, that it ends it. */
    private float[] scores(long[] head, long[] ids, int from, int to) throws OrtException {
        long[] run = Arrays.copyOf(head, head.length + to - from + 1);
        System.arraycopy(ids, from, run, head.length, to - from);
        run[run.length - 1] = head[head.length - 1];
        long[] types = new long[run.length];
        Arrays.fill(types, head.length, types.length, 1);
        long[] shape = {1, run.length, words.dimensions()};
        try (OnnxTensor rows = OnnxTensor.createTensor(environment, FloatBuffer.wrap(words.rows(run)), shape);
                OnnxTensor kinds =
                        OnnxTensor.createTensor(environment, LongBuffer.wrap(types), new long[] {1, run.length});
                OrtSession.Result result = session.run(Map.of("words", rows, "types", kinds))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer().array();
        }
    }

    /** Frees both, after the runs under way. */
    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                tokenizer.close();
                session.close();
            }
        } catch (OrtException e) {
            throw new EmbeddingException("The reader could not be closed.", e);
        } finally {
            use.writeLock().unlock();
        }
    }
}
