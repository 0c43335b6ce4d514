package dev.recto.embed;

import ai.onnxruntime.OrtException;
import dev.recto.document.TextRange;
import java.io.IOException;
import java.nio.file.Path;
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
    private final Path cacheFolder;
    private final Map<Language, ReadingModel> loaded = new EnumMap<>(Language.class);
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
     * Looks for the answer in a text, on the caller's thread.
     *
     * <p>Of a question the first 48 tokens are read; a text is read in windows of up to 192 tokens, question included, four at most.
     *
     * @param question as it was asked
     * @param text sentences that follow each other
     * @param sentences where they stand in the text, in UTF-16 offsets
     * @return for each sentence, how much better than no answer at all the best span is that begins in it, in summed logits: above 0 the model
     *     takes it for an answer; negative infinity for a sentence that was not read
     * @throws IllegalStateException if it is closed
     * @throws EmbeddingException if a model cannot be loaded or fails
     */
    public double[] read(String question, String text, List<TextRange> sentences) {
        return model(text).read(question, text, sentences);
    }

    private synchronized ReadingModel model(String text) {
        if (closed) {
            throw new IllegalStateException("the answer finder is closed");
        }
        Language language = ScriptChoice.hanShare(text) > 0.5 ? Language.CHINESE : Language.ENGLISH;
        return loaded.computeIfAbsent(language, this::load);
    }

    private ReadingModel load(Language language) {
        try {
            NativeLibraries.prepare(cacheFolder);
            return ReadingModel.load(language);
        } catch (IOException | OrtException | UnsatisfiedLinkError e) {
            throw new EmbeddingException(
                    "The reader over " + BuiltInModel.of(language).local().id() + " could not be loaded: "
                            + e.getMessage(),
                    e);
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
