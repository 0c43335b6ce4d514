package dev.recto.serve.routes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.AnswerRequest;
import dev.recto.answer.chat.PromptLanguage;
import dev.recto.answer.task.Translation;
import dev.recto.catalog.AnswerRow;
import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.Feedback;
import dev.recto.document.Caller;
import dev.recto.serve.Json;
import dev.recto.serve.KeptAnswers;
import dev.recto.serve.Problem;
import dev.recto.serve.ServedHome;
import dev.recto.serve.access.Role;
import dev.recto.serve.access.Visitor;
import dev.recto.serve.json.AnswerJson;
import dev.recto.serve.json.TranslationJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code …/answers/{a}}: kept answers, shown, asked again and judged. Whoever may see every document that one shows may see it. */
public final class AnswerRoutes {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String ONE = "/api/v1/collections/{c}/answers/{a}";
    private static final Set<String> VERDICTS = Set.of("right", "wrong");
    private static final int LONGEST_BETTER = 10_000;

    private final ServedHome house;
    private final Catalog catalog;
    private final Scope scope;

    public AnswerRoutes(ServedHome house, Scope scope) {
        this.house = house;
        this.catalog = house.catalog();
        this.scope = scope;
    }

    /** What judging takes. */
    private record Judgement(
            @JsonProperty("verdict") @Nullable String verdict,
            @JsonProperty("better") @Nullable String better) {}

    /** What translating takes. */
    private record Translating(@JsonProperty("to") @Nullable String to) {}

    /** Adds the routes. */
    public void register(RoutesConfig routes) {
        routes.get(ONE, this::show, Role.READ);
        routes.post(ONE + "/replay", this::replay, Role.READ);
        routes.post(ONE + "/translate", this::translate, Role.READ);
        routes.post(ONE + "/feedback", this::judge, Role.READ);
    }

    private void show(Context context) {
        Parameters.only(context);
        AnswerRow row = row(context);
        ObjectNode node = body(row);
        node.put("created", row.created().toString());
        ArrayNode feedback = node.putArray("feedback");
        catalog.answers().feedback(row.id()).forEach(said -> feedback.add(json(said)));
        Json.send(context, 200, node);
    }

    private void replay(Context context) throws InterruptedException {
        Parameters.only(context);
        AnswerRow row = row(context);
        CollectionRow collection = scope.collection(context);
        AnswerRequest again = KeptAnswers.again(row).orElseThrow(() -> Problem.of(
                        409, "no_question", "This is a summary, which has no question. Summarise the documents again.")
                .exception());
        Caller caller = scope.visitor(context).caller(collection.id());
        Answer answer = house.ask(collection, caller, again, AnswerListener.NONE);
        Json.send(
                context,
                200,
                AnswerJson.answer(answer, collection.name(), answer.report().generation()));
    }

    private void translate(Context context) throws InterruptedException {
        Parameters.only(context);
        AnswerRow row = row(context);
        CollectionRow collection = scope.collection(context);
        String to = Json.read(context, Translating.class).to();
        PromptLanguage language = Arrays.stream(PromptLanguage.values())
                .filter(one -> one.label().equals(to))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest("invalid_field", "\"to\" must be en or zh.")
                        .exception());
        ObjectNode body = body(row);
        Caller caller = scope.visitor(context).caller(collection.id());
        Translation translation = house.translate(collection, caller, TranslationJson.sentences(body), language);
        Json.send(context, 200, TranslationJson.translation(translation, body, language));
    }

    private void judge(Context context) {
        Parameters.only(context);
        AnswerRow row = row(context);
        Judgement judgement = Json.read(context, Judgement.class);
        if (judgement.verdict() == null || !VERDICTS.contains(judgement.verdict())) {
            throw Problem.badRequest("invalid_field", "\"verdict\" must be right or wrong.")
                    .exception();
        }
        @Nullable String better = judgement.better();
        if (better != null && better.length() > LONGEST_BETTER) {
            throw Problem.badRequest("invalid_field", "\"better\" may have " + LONGEST_BETTER + " characters.")
                    .exception();
        }
        var feedback = new Feedback(
                scope.visitor(context).id(),
                judgement.verdict(),
                better == null ? null : Metadata.wellFormed("better", better),
                Instant.ofEpochMilli(System.currentTimeMillis()));
        if (!catalog.answers().judge(row.id(), feedback)) {
            throw Problem.notFound().exception();
        }
        Json.send(context, 200, json(feedback));
    }

    private AnswerRow row(Context context) {
        CollectionRow collection = scope.collection(context);
        Visitor visitor = scope.visitor(context);
        return catalog.answers()
                .find(context.pathParam("a"))
                .filter(row -> row.collection().equals(collection.id()))
                .filter(row -> row.documents().stream().allMatch(document -> scope.sees(visitor, collection, document)))
                .orElseThrow(() -> Problem.notFound().exception());
    }

    private static ObjectNode body(AnswerRow row) {
        return Json.object(row.body());
    }

    private static ObjectNode json(Feedback feedback) {
        return JSON.objectNode()
                .put("judge", feedback.judge())
                .put("verdict", feedback.verdict())
                .put("better", feedback.better())
                .put("at", feedback.at().toString());
    }
}
