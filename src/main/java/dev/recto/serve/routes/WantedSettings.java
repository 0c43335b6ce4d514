package dev.recto.serve.routes;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.recto.answer.AnswerSettings;
import dev.recto.answer.chat.ChatSettings;
import dev.recto.catalog.CollectionSettings;
import dev.recto.serve.Problem;
import org.jspecify.annotations.Nullable;

/** A collection's settings as a request gives them: what it leaves out is as configured. */
record WantedSettings(
        @JsonProperty("answerer") @Nullable String answerer,
        @JsonProperty("model") @Nullable String model,
        @JsonProperty("temperature") @Nullable Double temperature,
        @JsonProperty("max_tokens") @Nullable Integer maxTokens,
        @JsonProperty("limit") @Nullable Integer limit,
        @JsonProperty("dense_weight") @Nullable Double denseWeight) {
    /**
     * Returns the settings.
     *
     * @throws dev.recto.serve.ProblemException if one is out of range, as it would be in a question
     */
    CollectionSettings checked() {
        AnswerSettings settings = Answerers.settings(answerer, model, temperature, maxTokens);
        if (limit != null && (limit < 1 || limit > Questions.MOST_EVIDENCE)) {
            throw Problem.badRequest("invalid_field", "\"limit\" must be 1 to " + Questions.MOST_EVIDENCE + ".")
                    .exception();
        }
        ChatSettings chat = settings.chat();
        @Nullable String named = chat.model() == null ? null : Metadata.wellFormed("model", chat.model());
        return new CollectionSettings(
                answerer, named, chat.temperature(), chat.maxTokens(), limit, Answerers.weight(denseWeight));
    }
}
