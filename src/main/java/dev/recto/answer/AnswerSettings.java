package dev.recto.answer;

import dev.recto.answer.chat.ChatSettings;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a question is to be answered, where it says so itself.
 *
 * @param answerer who answers, or null for the chat model where one is configured, and else for quoting
 * @param chat what is set otherwise for the chat model
 */
public record AnswerSettings(@Nullable Speaker answerer, ChatSettings chat) {
    /** All as configured. */
    public static final AnswerSettings CONFIGURED = new AnswerSettings(null, ChatSettings.CONFIGURED);

    /** Who answers. */
    public enum Speaker {
        /** Sentences are copied from the passages. */
        QUOTE,
        /** A chat model writes them. */
        CHAT;

        /** Returns the name outside. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
