package dev.recto.cli;

import dev.recto.answer.AnswerSettings;
import dev.recto.answer.AnswerSettings.Speaker;
import dev.recto.answer.chat.ChatSettings;
import dev.recto.config.ChatConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that answers: who answers, and how. */
final class AnswererOptions {
    @Option(
            names = "--answerer",
            paramLabel = "quote|chat",
            description =
                    "Who answers: quote copies sentences; chat lets the chat model write. Default: chat where one is configured.")
    @Nullable
    String answerer;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description = "The chat model's name, where not the configured one.")
    @Nullable
    String model;

    @Option(names = "--temperature", paramLabel = "0..2", description = "How freely the chat model chooses its words.")
    @Nullable
    Double temperature;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Most tokens that the chat model writes.")
    @Nullable
    Integer maxTokens;

    /** Returns what they say, or refuses it with what to do. */
    AnswerSettings settings() {
        Speaker speaker = speaker();
        if (temperature != null && !(temperature >= 0 && temperature <= ChatConfig.MOST_TEMPERATURE)) {
            throw CommandException.wrongUse("--temperature must be from 0 to 2, and is " + temperature + ".");
        }
        if (maxTokens != null && (maxTokens < 1 || maxTokens > ChatConfig.MOST_TOKENS)) {
            throw CommandException.wrongUse(
                    "--max-tokens must be from 1 to " + ChatConfig.MOST_TOKENS + ", and is " + maxTokens + ".");
        }
        return new AnswerSettings(speaker, new ChatSettings(model, temperature, maxTokens));
    }

    private @Nullable Speaker speaker() {
        return switch (answerer) {
            case null -> null;
            case "quote" -> Speaker.QUOTE;
            case "chat" -> Speaker.CHAT;
            default ->
                throw CommandException.wrongUse("--answerer must be quote or chat, and is \"" + answerer + "\".");
        };
    }
}
