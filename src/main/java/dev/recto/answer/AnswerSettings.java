package dev.recto.answer;

import dev.recto.answer.chat.ChatSettings;
import dev.recto.catalog.CollectionSettings;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a question is to be answered, where it says so itself.
 *
 * @param answerer who answers, or null for the chat model where one is configured, and else for quoting
 * @param chat what is set otherwise for the chat model
 * @param denseWeight share of the meaning in a passage's score, 0 to 1, or null for the measured one
 */
public record AnswerSettings(
        @Nullable Speaker answerer,
        ChatSettings chat,
        @Nullable Double denseWeight) {
    /** All as configured. */
    public static final AnswerSettings CONFIGURED = new AnswerSettings(null, ChatSettings.CONFIGURED);

    /** Makes settings that rank as measured. */
    public AnswerSettings(@Nullable Speaker answerer, ChatSettings chat) {
        this(answerer, chat, null);
    }

    /** Returns the same with a weight of the meaning, or with the measured one for null. */
    public AnswerSettings weighing(@Nullable Double dense) {
        return new AnswerSettings(answerer, chat, dense);
    }

    /** Returns these settings, and a collection's where these say nothing. */
    public AnswerSettings over(CollectionSettings collection) {
        Speaker speaker = answerer == null ? Speaker.labelled(collection.answerer()) : answerer;
        return new AnswerSettings(
                speaker, chat.over(collection), denseWeight == null ? collection.denseWeight() : denseWeight);
    }

    /** Who answers. */
    public enum Speaker {
        /** Sentences are copied from the passages. */
        QUOTE,
        /** A chat model writes them. */
        CHAT;

        /** Returns who has that name outside; null where nobody has. */
        public static @Nullable Speaker labelled(@Nullable String label) {
            return switch (label) {
                case "quote" -> QUOTE;
                case "chat" -> CHAT;
                case null, default -> null;
            };
        }

        /** Returns the name outside. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
