package dev.recto.answer.moderation;

import dev.recto.answer.chat.PromptLanguage;
import dev.recto.config.ModerationConfig;
import dev.recto.config.ModerationConfig.OnFailure;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges what is asked and what is said: by a list of words first, and then by a moderation endpoint where one is configured. What is refused is
 * logged by its categories, never by its text. Safe for use by several threads.
 */
public final class Moderation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Moderation.class);

    /** The category of what the list of words refuses. */
    public static final String WORDS = "words";

    /** UTF-16 units of an answer that are judged with its next sentence, so that what is said over several sentences is seen. Chosen. */
    private static final int LOOKED_BACK = 2_000;

    private final ModerationConfig config;
    private final WordFilter words;
    private final ModerationApi api;

    /** Moderates as configured; nothing is sent yet. */
    public Moderation(ModerationConfig config) {
        this.config = config;
        this.words = new WordFilter(config.words());
        this.api = new ModerationApi(config);
    }

    /** Returns whether anything is moderated. */
    public boolean present() {
        return config.present();
    }

    /** Returns the name of the model that judges, or {@code words} where the list of words alone does. */
    public String model() {
        return asks() ? config.model() : WORDS;
    }

    private boolean asks() {
        return config.provider() != ModerationConfig.Provider.NONE;
    }

    /**
     * Judges a text.
     *
     * @throws InterruptedException if the caller is interrupted
     */
    public Judgement judge(String text) throws InterruptedException {
        boolean word = words.matches(text);
        if (word || !asks()) {
            return new Judgement.Judged(word ? Set.of(WORDS) : Set.of(), Map.of(WORDS, word ? 1.0 : 0.0));
        }
        return api.judge(text);
    }

    /**
     * Lets a question through.
     *
     * @throws ModeratedException if it may not be asked, or could not be judged
     * @throws InterruptedException if the caller is interrupted
     */
    public void admit(String question) throws InterruptedException {
        if (present()) {
            settle(judge(question), new Refusal(ModeratedException.Cause.QUESTION, false, PromptLanguage.of(question)));
        }
    }

    /** Returns what stands before each sentence of an answer to this question. */
    public SentenceGate gate(String question) {
        if (!present()) {
            return SentenceGate.OPEN;
        }
        PromptLanguage language = PromptLanguage.of(question);
        var said = new StringBuilder();
        return sentence -> {
            String text = said.substring(Math.max(0, said.length() - LOOKED_BACK)) + sentence;
            try {
                settle(judge(text), new Refusal(ModeratedException.Cause.ANSWER, !said.isEmpty(), language));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (CancellationException) new CancellationException("interrupted while judged").initCause(e);
            }
            said.append(sentence).append(' ');
        };
    }

    /** What is thrown where a text does not pass. */
    private record Refusal(ModeratedException.Cause cause, boolean midway, PromptLanguage language) {
        ModeratedException exception(ModeratedException.Cause told) {
            return new ModeratedException(told, midway, sentence(told, language));
        }
    }

    private void settle(Judgement judgement, Refusal refusal) {
        switch (judgement) {
            case Judgement.Judged judged -> {
                if (!judged.passes()) {
                    LOG.info("{} refused by moderation {}", refusal.cause, judged.refusing());
                    throw refusal.exception(refusal.cause);
                }
            }
            case Judgement.Failed failed -> {
                boolean refused = config.onFailure() == OnFailure.REFUSE;
                LOG.warn("{} ({})", failed.why(), refused ? "refused" : "let through: moderation.on_failure");
                if (refused) {
                    throw refusal.exception(ModeratedException.Cause.UNJUDGED);
                }
            }
        }
    }

    private static String sentence(ModeratedException.Cause cause, PromptLanguage language) {
        boolean chinese = language == PromptLanguage.ZH;
        return switch (cause) {
            case QUESTION ->
                chinese
                        ? "抱歉，按照这里的规定，我不能回答这个问题。"
                        : "Sorry, I may not answer this question: the rules set here do not allow it.";
            case ANSWER ->
                chinese
                        ? "抱歉，按照这里的规定，这个问题的回答不能显示。"
                        : "Sorry, I may not show the answer to this question: the rules set here do not allow it.";
            case UNJUDGED ->
                chinese
                        ? "抱歉，目前无法按照这里的规定进行检查，请稍后再试。"
                        : "Sorry, this could not be checked against the rules set here just now. Please try again later.";
        };
    }

    /** Returns a sentence for people that says what leaves the machine for moderation, and where to; empty for nothing. */
    public static String whatLeaves(ModerationConfig config) {
        return config.provider() == ModerationConfig.Provider.NONE
                ? ""
                : "Every question and every sentence of an answer is sent to " + ModerationApi.shownAddress(config)
                        + " for moderation.";
    }

    @Override
    public void close() {
        api.close();
    }
}
