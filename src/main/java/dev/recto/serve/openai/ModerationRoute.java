package dev.recto.serve.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.answer.moderation.Judgement;
import dev.recto.answer.moderation.Moderation;
import dev.recto.serve.Json;
import dev.recto.serve.Problem;
import dev.recto.serve.access.Slots;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/moderations}: judges texts as questions and answers are judged here, after
 * <a href="https://platform.openai.com/docs/api-reference/moderations/create">OpenAI's reference</a>. Whatever {@code moderation.on_failure} says, a text
 * that could not be judged is told as such.
 */
public final class ModerationRoute {
    private static final Logger LOG = LoggerFactory.getLogger(ModerationRoute.class);

    /** Texts of one request; each is one request to the endpoint. Chosen. */
    static final int MOST_INPUTS = 32;

    /** Longest text, in UTF-16 units: as much as the usual moderation models read. */
    private static final int LONGEST = 100_000;

    /** Requests that are judged at once. Chosen: the endpoint serves the questions too. */
    private static final int AT_ONCE = 4;

    private static final int WAITING = 32;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final Moderation moderation;
    private final Slots slots = new Slots(AT_ONCE, WAITING, LONGEST_WAIT);

    /** Judges by a home's moderation. */
    public ModerationRoute(Moderation moderation) {
        this.moderation = moderation;
    }

    /** Answers one request. */
    void moderate(Context context) throws InterruptedException {
        var parameters = new Parameters(Json.read(context, JsonNode.class), "");
        List<String> input = input(parameters);
        JsonNode model = parameters.take("model");
        parameters.refuseRest();
        if (!moderation.present()) {
            throw OpenAiException.of(Problem.of(
                    404,
                    "moderation_not_configured",
                    "No moderation is configured (moderation.provider, moderation.words_file)."));
        }
        if (!model.isMissingNode() && !model.asText().equals(moderation.model())) {
            throw OpenAiException.noModel(model.asText());
        }
        ObjectNode reply = JsonNodeFactory.instance
                .objectNode()
                .put("id", "modr-" + UUID.randomUUID().toString().replace("-", ""))
                .put("model", moderation.model());
        var results = reply.putArray("results");
        try (Slots.Slot slot = slots.take()) {
            for (String text : input) {
                results.add(result(moderation.judge(text)));
            }
        }
        Json.send(context, 200, reply);
    }

    private static ObjectNode result(Judgement judgement) {
        return switch (judgement) {
            case Judgement.Judged judged -> {
                ObjectNode result = JsonNodeFactory.instance.objectNode().put("flagged", !judged.passes());
                ObjectNode categories = result.putObject("categories");
                ObjectNode scores = result.putObject("category_scores");
                judged.scores().keySet().stream().sorted().forEach(name -> {
                    categories.put(name, judged.refusing().contains(name));
                    scores.put(name, judged.scores().get(name));
                });
                judged.refusing().forEach(name -> categories.put(name, true));
                yield result;
            }
            case Judgement.Failed failed -> {
                LOG.warn("{}", failed.why());
                throw OpenAiException.of(new Problem(
                        503,
                        "moderation_unavailable",
                        "The moderation endpoint cannot be reached. Try again later.",
                        10));
            }
        };
    }

    private static List<String> input(Parameters parameters) {
        JsonNode input = parameters.take("input");
        if (input.isMissingNode()) {
            throw parameters.refused("input", "missing_required_parameter", "is required.");
        }
        List<String> texts = new ArrayList<>();
        if (!input.isArray()) {
            texts.add(text(parameters, "input", input));
            return texts;
        }
        if (input.isEmpty() || input.size() > MOST_INPUTS) {
            throw parameters.refused("input", "invalid_value", "must hold 1 to " + MOST_INPUTS + " texts.");
        }
        for (int at = 0; at < input.size(); at++) {
            JsonNode one = input.get(at);
            boolean part = one.path("type").asText().equals("text");
            texts.add(text(parameters, "input[" + at + "]", part ? one.path("text") : one));
        }
        return texts;
    }

    private static String text(Parameters parameters, String name, JsonNode value) {
        if (!value.isTextual()) {
            throw parameters.refused(name, "invalid_type", "must be text; pictures are not judged here.");
        }
        if (value.textValue().length() > LONGEST) {
            throw parameters.refused(name, "context_length_exceeded", "may have " + LONGEST + " characters at most.");
        }
        return value.textValue();
    }
}
