package dev.recto.embed;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Reads texts with a question in mind: where in them is the answer, and is it there at all? Safe for use by several threads.
 *
 * <p>One small model a language, trained from the lower layers of the built-in encoder of that language
 * ({@code src/train/reader/README.md}), reads question and text together, as in
 * <a href="https://arxiv.org/abs/1810.04805">BERT (2018), section 4.3</a>. The text's script chooses the model; a question in another
 * language than the text is not what it was trained for. A model is loaded when its first text comes.
 */
public final class AnswerFinder implements AutoCloseable {
    /** Texts read for one question at most; each costs some milliseconds. */
    public static final int MOST_TEXTS = 32;

    /** Spans given for one text. */
    static final int MOST_SPANS = 5;

    private final Path cacheFolder;
    private final Map<BuiltInModel, ReadingModel> loaded = new EnumMap<>(BuiltInModel.class);
    private boolean closed;

    /**
     * Creates a finder that has loaded nothing yet.
     *
     * @param cacheFolder where native libraries are kept for a fast start; may be deleted at any time
     */
    public AnswerFinder(Path cacheFolder) {
        this.cacheFolder = cacheFolder;
    }

    /**
     * Looks for the answer in each text by itself, on the caller's thread.
     *
     * <p>Of a question the first 48 tokens are read; a text is read in windows of up to 192 tokens, question included, four at most.
     *
     * @param question as it was asked
     * @param texts {@link #MOST_TEXTS} at most
     * @return what each text has, in the order of the texts
     * @throws IllegalArgumentException if there are too many texts
     * @throws IllegalStateException if it is closed
     * @throws EmbeddingException if a model cannot be loaded or fails
     */
    public List<TextAnswers> find(String question, List<String> texts) {
        if (texts.size() > MOST_TEXTS) {
            throw new IllegalArgumentException("at most " + MOST_TEXTS + " texts, not " + texts.size());
        }
        List<TextAnswers> answers = new ArrayList<>(texts.size());
        for (String text : texts) {
            answers.add(model(text).read(question, text));
        }
        return answers;
    }

    private synchronized ReadingModel model(String text) {
        if (closed) {
            throw new IllegalStateException("the answer finder is closed");
        }
        BuiltInModel language = ScriptChoice.hanShare(text) > 0.5 ? BuiltInModel.CHINESE : BuiltInModel.ENGLISH;
        return loaded.computeIfAbsent(language, this::load);
    }

    private ReadingModel load(BuiltInModel language) {
        try {
            NativeLibraries.prepare(cacheFolder);
            return ReadingModel.load(language);
        } catch (IOException | OrtException | UnsatisfiedLinkError e) {
            throw new EmbeddingException(
                    "The reader over " + language.model().id() + " could not be loaded: " + e.getMessage(), e);
        }
    }

    /** Frees the models, after the runs under way. */
    @Override
    public synchronized void close() {
        closed = true;
        loaded.values().forEach(ReadingModel::close);
        loaded.clear();
    }
}
