package dev.recto.serve.routes;

import dev.recto.answer.AnswerSettings;
import dev.recto.answer.AnswerSettings.Speaker;
import dev.recto.answer.chat.ChatSettings;
import dev.recto.config.ChatConfig;
import dev.recto.serve.Problem;
import org.jspecify.annotations.Nullable;

/** Makes answer settings of what requests say, or refuses them. */
public final class Answerers {
    private static final int LONGEST_NAME = 200;

    private Answerers() {}

    /**
     * Returns how to answer.
     *
     * @throws dev.recto.serve.ProblemException if a field is out of range
     */
    public static AnswerSettings settings(
            @Nullable String answerer,
            @Nullable String model,
            @Nullable Double temperature,
            @Nullable Integer maxTokens) {
        if (temperature != null && !(temperature >= 0 && temperature <= ChatConfig.MOST_TEMPERATURE)) {
            throw invalid("\"temperature\" must be 0 to 2.");
        }
        if (maxTokens != null && (maxTokens < 1 || maxTokens > ChatConfig.MOST_TOKENS)) {
            throw invalid("\"max_tokens\" must be 1 to " + ChatConfig.MOST_TOKENS + ".");
        }
        if (model != null && (model.isBlank() || model.length() > LONGEST_NAME)) {
            throw invalid("\"model\" must be 1 to " + LONGEST_NAME + " characters.");
        }
        return new AnswerSettings(speaker(answerer), new ChatSettings(model, temperature, maxTokens));
    }

    /**
     * Returns a weight of the meaning.
     *
     * @throws dev.recto.serve.ProblemException if it is out of range
     */
    public static @Nullable Double weight(@Nullable Double dense) {
        if (dense != null && !(dense >= 0 && dense <= 1)) {
            throw invalid("\"dense_weight\" must be 0 to 1.");
        }
        return dense;
    }

    private static @Nullable Speaker speaker(@Nullable String answerer) {
        return switch (answerer) {
            case null -> null;
            case "quote" -> Speaker.QUOTE;
            case "chat" -> Speaker.CHAT;
            default -> throw invalid("\"answerer\" must be quote or chat.");
        };
    }

    private static RuntimeException invalid(String sentence) {
        return Problem.badRequest("invalid_field", sentence).exception();
    }
}
