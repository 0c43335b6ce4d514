package dev.recto.serve.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.answer.chat.PromptLanguage;
import dev.recto.answer.grounding.TranslationCheck;
import dev.recto.answer.task.Translation;
import java.util.ArrayList;
import java.util.List;

/** An answer in another language, as it is shown outside. */
public final class TranslationJson {
    private TranslationJson() {}

    /** Returns the sentences of an answer as it is shown outside. */
    public static List<String> sentences(JsonNode answer) {
        List<String> sentences = new ArrayList<>();
        answer.path("sentences")
                .forEach(sentence -> sentences.add(sentence.path("text").asText()));
        return sentences;
    }

    /**
     * Returns a translation: its sentences carry the citations of those they stand for, and are supported where those are and the check found no fault.
     *
     * @param answer as it is shown outside
     */
    public static ObjectNode translation(Translation translation, ObjectNode answer, PromptLanguage to) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("answer", answer.path("id").asText());
        node.put("language", to.label());
        node.put("outcome", answer.path("outcome").asText());
        ArrayNode sentences = node.putArray("sentences");
        for (int i = 0; i < translation.sentences().size(); i++) {
            sentences.add(sentence(
                    translation.sentences().get(i), answer.path("sentences").path(i)));
        }
        node.set("citations", answer.path("citations"));
        node.put("model", translation.report().model());
        node.put("prompt", translation.report().prompt());
        node.set("usage", AnswerJson.usage(translation.report()));
        return node;
    }

    private static ObjectNode sentence(Translation.Sentence translated, JsonNode original) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("text", translated.text());
        node.put("original", original.path("text").asText());
        boolean supported = original.path("supported").asBoolean();
        TranslationCheck.Fault fault = translated.fault();
        node.put("supported", supported && fault == null);
        if (!supported) {
            node.put("reason", original.path("reason").asText())
                    .put("detail", original.path("detail").asText());
        } else if (fault != null) {
            node.put("reason", fault.reason()).put("detail", fault.detail());
        }
        node.set("citations", original.path("citations"));
        return node;
    }
}
