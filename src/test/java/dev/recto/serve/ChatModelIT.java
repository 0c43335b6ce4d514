package dev.recto.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.AnswerRequest;
import dev.recto.answer.Degraded;
import dev.recto.answer.chat.ChatClient;
import dev.recto.answer.chat.ChatFailure;
import dev.recto.answer.chat.ChatMessage;
import dev.recto.answer.chat.ChatRequest;
import dev.recto.answer.chat.ChatSettings;
import dev.recto.benchmark.HostileAnswers;
import dev.recto.catalog.CollectionRow;
import dev.recto.config.RectoConfig;
import dev.recto.config.ServeConfig;
import dev.recto.document.Caller;
import dev.recto.retrieve.Question;
import dev.recto.retrieve.ScoredPassage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real chat model behind a real server: what it says is small and often wrong, so only the way it says it is held to anything. */
class ChatModelIT {
    private static final String ASK = "/api/v1/collections/default/ask";
    private static final String QUESTION = "How large is the deposit that the tenant pays?";

    private static TestService start(Path folder, ChatModelProcess model) {
        RectoConfig config =
                RectoConfig.DEFAULT.with(ServeConfig.DEFAULT.at("127.0.0.1", 0)).with(model.config());
        TestService service = TestService.start(folder, config, UnaryOperator.identity());
        service.document(
                "default",
                "lease.md",
                "# Lease\n\n## Deposit\n\nThe tenant pays a deposit of £26,850 before the keys are handed over. It bears no interest."
                        + " The landlord returns it within thirty days of the end of the lease.\n");
        return service;
    }

    @Test
    void ask_aRealModel_answersStreamsAndDegradesWhenItIsKilled(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (ChatModelProcess model = ChatModelProcess.start();
                TestService service = start(folder, model)) {
            JsonNode answer = service.post(null, ASK, "{\"question\":\"" + QUESTION + "\"}")
                    .json();
            assertThat(answer.path("degraded").isNull()).as(answer.toString()).isTrue();
            assertThat(answer.path("answerer").asText()).isEqualTo("chat");
            assertThat(answer.path("usage").path("prompt_tokens").asInt()).isGreaterThan(100);
            assertThat(answer.path("usage").path("completion_tokens").asInt()).isPositive();
            assertThat(answer.path("usage").path("estimated").asBoolean()).isFalse();

            String events = service.send(
                            null, "POST", ASK, "{\"question\":\"" + QUESTION + "\"}", "Accept", "text/event-stream")
                    .body();
            assertThat(events.indexOf("event: evidence")).isNotNegative().isLessThan(events.indexOf("event: done"));

            Answer quoted = ask(service, killing(model));
            assertThat(quoted.report().model().degraded()).isEqualTo(Degraded.UNAVAILABLE);
            assertThat(quoted.report().answerer()).isEqualTo("quote");
            assertThat(quoted).isInstanceOf(Answer.Grounded.class);
        }
    }

    /** Kills the model when the evidence stands: before its first word. */
    private static AnswerListener killing(ChatModelProcess model) {
        return new AnswerListener() {
            @Override
            public void evidence(List<ScoredPassage> passages) {
                model.kill();
            }
        };
    }

    private static Answer ask(TestService service, AnswerListener listener) throws InterruptedException {
        CollectionRow collection = service.home().catalog().collections().require("default");
        return service.home().ask(collection, Caller.owner(), AnswerRequest.of(Question.of(QUESTION)), listener);
    }

    @Test
    void stream_killedInTheMiddleOfAnAnswer_failsWithWhatWasSaidCounted() throws IOException, InterruptedException {
        try (ChatModelProcess model = ChatModelProcess.start();
                var client = new ChatClient(model.config())) {
            // it repeats the word until its tokens end; asked to count, it says four words and is done before it can be
            // killed
            var request = new ChatRequest(
                    List.of(ChatMessage.user("Repeat the word kestrel a thousand times, with nothing else.")),
                    new ChatSettings(null, 0.0, 1_000));
            var pieces = new ArrayList<String>();
            ChatFailure failure = catchThrowableOfType(
                    ChatFailure.class,
                    () -> client.stream(request, piece -> {
                        pieces.add(piece);
                        model.kill();
                    }));
            assertThat(pieces).isNotEmpty();
            assertThat(failure.reason()).isIn(Degraded.UNAVAILABLE, Degraded.INVALID);
            assertThat(failure.usage().estimated()).isTrue();
            assertThat(failure.usage().completionTokens()).isPositive();
        }
    }

    @Test
    void conversation_withARealModel_keepsItsTurnsAndItsBounds(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (ChatModelProcess model = ChatModelProcess.start();
                TestService service = start(folder, model)) {
            String conversations = "/api/v1/collections/default/conversations";
            String first =
                    service.post(null, conversations, "{}").json().path("id").asText();
            String second =
                    service.post(null, conversations, "{}").json().path("id").asText();
            for (String question : List.of(QUESTION, "When is it returned?", "And does it bear interest?")) {
                JsonNode answer = service.post(
                                null, ASK, "{\"question\":\"" + question + "\",\"conversation\":\"" + first + "\"}")
                        .json();
                // a model this small may say the same until it is cut off, and the answer then says that
                assertThat(answer.path("answerer").asText())
                        .as(answer.toString())
                        .isEqualTo("chat");
                assertThat(answer.path("degraded").asText("")).isIn("", "null", "invalid");
                assertThat(answer.path("asked").asText()).isEqualTo(question);
                assertThat(answer.path("question").asText()).isNotBlank();
                assertThat(answer.path("usage").path("prompt_tokens").asInt())
                        .isLessThan(model.config().window());
            }
            assertThat(service.get(null, conversations + "/" + first).json().path("turn_list"))
                    .hasSize(3);
            assertThat(service.get(null, conversations + "/" + second).json().path("turn_list"))
                    .isEmpty();
            assertThat(service.send(null, "DELETE", conversations + "/" + first, null)
                            .status())
                    .isEqualTo(200);
            assertThat(service.get(null, conversations + "/" + first).status()).isEqualTo(404);
        }
    }

    /** The whole hundred, with its figures: {@code HostileAnswers}. */
    @Test
    void documentsThatGiveOrders_toARealModel_leaveAnswersTrue(@TempDir Path folder)
            throws IOException, InterruptedException {
        try (ChatModelProcess model = ChatModelProcess.start()) {
            HostileAnswers.Seen seen =
                    HostileAnswers.ask(folder, model, new HostileAnswers.Plan(20, 1, 0, 100), sentence -> {});
            assertThat(seen.written()).as(seen.toString()).isPositive();
        }
    }
}
