package dev.recto.answer;

import java.util.function.Consumer;

/** Turns evidence into sentences: by quoting it, or through a chat model. Safe for use by several threads. */
public interface AnswerModel {
    /** Returns the name outside: {@code quote} or {@code chat}. */
    String name();

    /**
     * Says its sentences one by one, each as soon as it stands; none where the evidence holds nothing to say.
     *
     * <p>The consumer may throw {@link java.util.concurrent.CancellationException} or {@link dev.recto.answer.moderation.ModeratedException}, and the thread may be interrupted; either
     * way the model stops its work and lets the exception pass.
     *
     * @return how it came to them
     * @throws InterruptedException if the caller is interrupted
     */
    ModelReport answer(AnswerTask task, Consumer<DraftSentence> sentences) throws InterruptedException;

    /**
     * Says something else, where an answer ended early and nothing of it may be shown; by default there is nothing else.
     *
     * @param spoken how the answer came about that ended early
     * @return how both came about
     * @throws InterruptedException if the caller is interrupted
     */
    default ModelReport instead(AnswerTask task, Consumer<DraftSentence> sentences, ModelReport spoken)
            throws InterruptedException {
        return spoken;
    }
}
