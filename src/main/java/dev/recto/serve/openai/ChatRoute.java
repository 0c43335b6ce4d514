package dev.recto.serve.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.AnswerRequest;
import dev.recto.answer.AnswerSentence;
import dev.recto.answer.AnswerSettings;
import dev.recto.answer.chat.ChatSettings;
import dev.recto.catalog.CollectionRow;
import dev.recto.config.ChatConfig;
import dev.recto.retrieve.Question;
import dev.recto.retrieve.ScoredPassage;
import dev.recto.serve.EventStream;
import dev.recto.serve.Json;
import dev.recto.serve.Problem;
import dev.recto.serve.ProblemException;
import dev.recto.serve.Problems;
import dev.recto.serve.ServedHome;
import dev.recto.serve.access.Door;
import dev.recto.serve.access.Role;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/chat/completions}: answers the last message from the collection that {@code model} names. */
public final class ChatRoute {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ServedHome house;
    private final Door door;
    private final Function<Context, Supplier<@Nullable Problem>> ends;
    private final int longestQuestion;

    /**
     * Answers from a home.
     *
     * @param ends gives for a request what says why its stream must end
     * @param longestQuestion in UTF-16 units
     */
    public ChatRoute(
            ServedHome house, Door door, Function<Context, Supplier<@Nullable Problem>> ends, int longestQuestion) {
        this.house = house;
        this.door = door;
        this.ends = ends;
        this.longestQuestion = longestQuestion;
    }

    /** Answers one request. */
    void complete(Context context) throws InterruptedException {
        ChatRequest request = ChatRequest.read(Json.read(context, JsonNode.class));
        CollectionRow collection = collection(context, request.model());
        Question question = question(request, collection);
        var json = new ChatJson(
                "chatcmpl-" + UUID.randomUUID().toString().replace("-", ""),
                Instant.now().getEpochSecond(),
                request);
        if (request.stream()) {
            stream(context, collection, question, json);
            return;
        }
        var text = new ChatText(request.stop(), request.maxTokens());
        var message = new ChatAnswer(text, piece -> {});
        Answer answer = house.ask(
                collection, door.visitor(context).caller(collection.id()), request(request, question), message);
        message.finish(answer);
        var annotations = message.annotations(answer, collection.name(), base(context));
        Json.send(
                context,
                200,
                json.completion(
                        text,
                        annotations,
                        json.recto(answer, collection.name(), answer.report().generation())));
    }

    private void stream(Context context, CollectionRow collection, Question question, ChatJson json)
            throws InterruptedException {
        ChatRequest request = json.request();
        try (var chunks = new Chunks(context, json)) {
            var text = new ChatText(request.stop(), request.maxTokens());
            var message =
                    new ChatAnswer(text, piece -> chunks.delta(JSON.objectNode().put("content", piece)));
            Answer answer;
            try {
                answer = house.ask(
                        collection,
                        door.visitor(context).caller(collection.id()),
                        request(request, question),
                        new Opening(chunks, message));
                message.finish(answer);
            } catch (RuntimeException | InterruptedException failure) {
                if (chunks.stream == null) {
                    throw failure; // nothing was sent yet, so a status can say it
                }
                chunks.stream.fail(Problems.of(failure, Problems.requestId(context)));
                Problems.throwFatal(failure);
                return;
            }
            ObjectNode delta = JSON.objectNode();
            delta.set("annotations", message.annotations(answer, collection.name(), base(context)));
            chunks.delta(delta);
            ObjectNode recto =
                    json.recto(answer, collection.name(), answer.report().generation());
            chunks.send(json.last(text, recto));
            if (request.includeUsage()) {
                chunks.send(json.usageChunk(text, recto));
            }
            chunks.done();
        }
    }

    private CollectionRow collection(Context context, String model) {
        try {
            return door.collection(door.visitor(context), model, Role.READ);
        } catch (ProblemException absent) {
            throw OpenAiException.noModel(model);
        }
    }

    private Question question(ChatRequest request, CollectionRow collection) {
        String text = request.messages().question();
        if (text.length() > longestQuestion) {
            throw OpenAiException.parameter(
                    "messages",
                    "context_length_exceeded",
                    "'messages' ends with a question of " + text.length() + " characters; at most " + longestQuestion
                            + " are allowed.");
        }
        return new Question(text, Map.of(), collection.settings().passagesOr(Question.DEFAULT_LIMIT));
    }

    private static AnswerRequest request(ChatRequest request, Question question) {
        Integer most = request.maxTokens() == null ? null : Math.min(request.maxTokens(), ChatConfig.MOST_TOKENS);
        return new AnswerRequest(
                question, new AnswerSettings(null, new ChatSettings(null, request.temperature(), most)));
    }

    private static String base(Context context) {
        return context.scheme() + "://" + context.host();
    }

    /** Opens the stream when the evidence stands: what fails before is told by a status. */
    private record Opening(Chunks chunks, ChatAnswer message) implements AnswerListener {
        @Override
        public void evidence(List<ScoredPassage> passages) {
            chunks.open();
        }

        @Override
        public void sentence(AnswerSentence sentence) {
            message.sentence(sentence);
        }
    }

    /** The chunks of one streamed completion. */
    private final class Chunks implements AutoCloseable {
        private final Context context;
        private final ChatJson json;
        private @Nullable EventStream stream;

        Chunks(Context context, ChatJson json) {
            this.context = context;
            this.json = json;
        }

        EventStream open() {
            if (stream == null) {
                try {
                    stream = EventStream.unnamed(context, ends.apply(context), problem -> OpenAiException.of(problem)
                            .body());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                delta(JSON.objectNode().put("role", "assistant").put("content", ""));
            }
            return stream;
        }

        void delta(ObjectNode delta) {
            send(json.chunk(delta));
        }

        void send(ObjectNode chunk) {
            open().send("", chunk);
        }

        void done() {
            open().send("", "[DONE]");
        }

        @Override
        public void close() {
            if (stream != null) {
                stream.close();
            }
        }
    }
}
