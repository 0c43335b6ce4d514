package dev.recto.serve.routes;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.AnswerRequest;
import dev.recto.answer.AnswerSentence;
import dev.recto.answer.AnswerSettings;
import dev.recto.answer.Citation;
import dev.recto.catalog.CollectionRow;
import dev.recto.document.Caller;
import dev.recto.retrieve.Evidence;
import dev.recto.retrieve.Question;
import dev.recto.retrieve.ScoredPassage;
import dev.recto.serve.EventStream;
import dev.recto.serve.Json;
import dev.recto.serve.Problem;
import dev.recto.serve.Problems;
import dev.recto.serve.ServiceParts;
import dev.recto.serve.access.Role;
import dev.recto.serve.json.AnswerJson;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code …/ask} and {@code …/search}: questions to one collection. */
public final class AskRoutes {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ServiceParts parts;
    private final Scope scope;
    private final Function<Context, Supplier<@Nullable Problem>> ends;

    /** @param ends gives for a request what says why its stream must end */
    public AskRoutes(ServiceParts parts, Scope scope, Function<Context, Supplier<@Nullable Problem>> ends) {
        this.parts = parts;
        this.scope = scope;
        this.ends = ends;
    }

    /** What {@code ask} takes. */
    private record Asking(
            @JsonProperty("question") @Nullable String question,
            @JsonProperty("filter") @Nullable Map<String, @Nullable String> filter,
            @JsonProperty("answerer") @Nullable String answerer,
            @JsonProperty("limit") @Nullable Integer limit,
            @JsonProperty("conversation") @Nullable String conversation,
            @JsonProperty("model") @Nullable String model,
            @JsonProperty("temperature") @Nullable Double temperature,
            @JsonProperty("max_tokens") @Nullable Integer maxTokens,
            @JsonProperty("dense_weight") @Nullable Double denseWeight) {
        AnswerSettings settings() {
            return Answerers.settings(answerer, model, temperature, maxTokens).weighing(Answerers.weight(denseWeight));
        }
    }

    /** What {@code search} takes. */
    private record Searching(
            @JsonProperty("question") @Nullable String question,
            @JsonProperty("filter") @Nullable Map<String, @Nullable String> filter,
            @JsonProperty("limit") @Nullable Integer limit) {}

    /** A question to one collection, from one who may ask it. */
    private record Asked(CollectionRow collection, Caller caller, AnswerRequest request) {}

    /** Adds the routes. */
    public void register(RoutesConfig routes) {
        routes.post("/api/v1/collections/{c}/ask", this::ask, Role.READ);
        routes.post("/api/v1/collections/{c}/search", this::search, Role.READ);
    }

    private void ask(Context context) throws InterruptedException, IOException {
        Parameters.only(context);
        CollectionRow collection = scope.collection(context);
        Asking asking = Json.read(context, Asking.class);
        var request = new AnswerRequest(
                question(asking.question(), asking.filter(), limit(asking.limit(), collection)),
                asking.settings(),
                asking.conversation());
        Caller caller = scope.visitor(context).caller(collection.id());
        Asked asked = new Asked(collection, caller, request);
        if (EventStream.wanted(context)) {
            stream(context, asked);
            return;
        }
        Answer answer = answer(asked, AnswerListener.NONE);
        Json.send(context, 200, told(asked, answer));
    }

    private void stream(Context context, Asked asked) throws IOException {
        String requestId = Problems.requestId(context);
        try (EventStream stream = EventStream.open(context, ends.apply(context))) {
            try {
                Answer answer =
                        answer(asked, new Told(stream, asked.collection().name()));
                stream.send("done", told(asked, answer));
            } catch (InterruptedException | CancellationException over) {
                stream.fail(Problems.of(over, requestId));
            } catch (RuntimeException failure) {
                stream.fail(Problems.of(failure, requestId));
                Problems.throwFatal(failure);
            }
        }
    }

    /** Where the question goes on a conversation, {@code question} is what was looked up, and {@code asked} what was asked. */
    private static ObjectNode told(Asked asked, Answer answer) {
        ObjectNode node = AnswerJson.answer(
                answer, asked.collection().name(), answer.report().generation());
        String conversation = asked.request().conversation();
        if (conversation != null) {
            node.put("conversation", conversation);
            node.put("asked", asked.request().question().text());
        }
        return node;
    }

    private void search(Context context) throws InterruptedException {
        Parameters.only(context);
        CollectionRow collection = scope.collection(context);
        Searching searching = Json.read(context, Searching.class);
        Question question = question(searching.question(), searching.filter(), limit(searching.limit(), collection));
        Caller caller = scope.visitor(context).caller(collection.id());
        Evidence evidence = parts.house().search(collection, caller, question);
        ObjectNode node = JSON.objectNode();
        node.put("question", question.text());
        node.set("evidence", AnswerJson.evidence(evidence.passages()));
        node.put("generation", evidence.generation());
        Json.send(context, 200, node);
    }

    private Answer answer(Asked asked, AnswerListener listener) throws InterruptedException {
        return parts.house().ask(asked.collection(), asked.caller(), asked.request(), listener);
    }

    private static int limit(@Nullable Integer asked, CollectionRow collection) {
        return asked == null ? collection.settings().passagesOr(Question.DEFAULT_LIMIT) : asked;
    }

    private Question question(@Nullable String text, @Nullable Map<String, @Nullable String> filter, int limit) {
        return Questions.question(text, filter, limit, parts.config().limits());
    }

    /** Tells a client of an answer as it is made. */
    private record Told(EventStream stream, String collection) implements AnswerListener {
        @Override
        public void evidence(List<ScoredPassage> passages) {
            ObjectNode node = JSON.objectNode();
            node.set("evidence", AnswerJson.evidence(passages));
            stream.send("evidence", node);
        }

        @Override
        public void citation(Citation citation) {
            stream.send("citation", AnswerJson.citation(citation, collection));
        }

        @Override
        public void sentence(AnswerSentence sentence) {
            stream.send("sentence", AnswerJson.sentence(sentence));
        }
    }
}
