package dev.recto.answer.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recto.answer.Degraded;
import dev.recto.config.ChatConfig;
import java.util.ArrayList;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The client against a real server that misbehaves in every way that is known. */
class ChatClientTest {
    private static final ChatRequest REQUEST = ChatRequest.of(ChatMessage.user("How long is the notice period?"));

    private static ChatFailure failure(ModelServer server, int timeout) {
        try (var client = new ChatClient(server.config(timeout))) {
            return catchThrowableOfType(ChatFailure.class, () -> client.stream(REQUEST, piece -> {}));
        }
    }

    @Test
    void stream_ofASoundServer_givesEveryPieceAndTheServersUsage() throws InterruptedException {
        try (var server = new ModelServer(ModelServer.says("Six months [1]. 六个月。[2]"));
                var client = new ChatClient(server.config(120))) {
            var pieces = new ArrayList<String>();
            ChatReply reply = client.stream(REQUEST, pieces::add);
            assertThat(pieces).hasSizeGreaterThan(3);
            assertThat(String.join("", pieces)).isEqualTo(reply.text()).isEqualTo("Six months [1]. 六个月。[2]");
            assertThat(reply.usage()).isEqualTo(new TokenUsage(321, 45, false));
            assertThat(reply.model()).isEqualTo("test-model-1");
            assertThat(reply.cutShort()).isFalse();
            var sent = server.requests().getFirst();
            assertThat(sent.path("model").asText()).isEqualTo("test-model");
            assertThat(sent.path("max_tokens").asInt()).isEqualTo(128);
            assertThat(sent.path("stream").asBoolean()).isTrue();
        }
    }

    @Test
    void stream_ofAServerThatDoesNotCount_estimatesTheUsageAndSaysSo() throws InterruptedException {
        try (var server = new ModelServer(ModelServer.saysUncounted("It is six months."));
                var client = new ChatClient(server.config(120))) {
            TokenUsage usage = client.stream(REQUEST, piece -> {}).usage();
            assertThat(usage.estimated()).isTrue();
            assertThat(usage.promptTokens()).isBetween(10, 40);
            assertThat(usage.completionTokens()).isBetween(4, 10);
        }
    }

    @Test
    void stream_ofAHungServer_endsWithTimeout() {
        try (var server = new ModelServer(ModelServer.hangsAfter(""))) {
            assertThat(failure(server, 1).reason()).isEqualTo(Degraded.TIMEOUT);
        }
        try (var server = new ModelServer(ModelServer.hangsAfter("It is"))) {
            ChatFailure failure = failure(server, 4); // long enough for the first words to come
            assertThat(failure.reason()).isEqualTo(Degraded.TIMEOUT);
            assertThat(failure.usage().estimated()).isTrue();
        }
    }

    @Test
    void stream_withoutAServer_isUnavailable() {
        ChatConfig config;
        try (var server = new ModelServer(ModelServer.says(""))) {
            config = server.config(120);
        }
        try (var client = new ChatClient(config)) {
            assertThatThrownBy(() -> client.stream(REQUEST, piece -> {}))
                    .isInstanceOfSatisfying(ChatFailure.class, failure -> assertThat(failure.reason())
                            .isEqualTo(Degraded.UNAVAILABLE))
                    .hasMessageContaining("chat.base_url");
        }
    }

    @Test
    void stream_refusedForGood_isNotTriedAgainAndSaysWhatToDoWithoutTheServersWords() {
        try (var server = new ModelServer(ModelServer.status(401))) {
            ChatFailure failure = failure(server, 120);
            assertThat(failure.reason()).isEqualTo(Degraded.UNAUTHORIZED);
            assertThat(failure).hasMessageContaining("RECTO_CHAT_API_KEY").hasMessageNotContaining("sk-test");
            assertThat(server.requests()).hasSize(1);
        }
        try (var server = new ModelServer(ModelServer.status(404))) {
            assertThat(failure(server, 120).reason()).isEqualTo(Degraded.UNKNOWN_MODEL);
            assertThat(server.requests()).hasSize(1);
        }
        try (var server = new ModelServer(ModelServer.status(400))) {
            assertThat(failure(server, 120).reason()).isEqualTo(Degraded.REFUSED);
        }
    }

    @Test
    void stream_limited_waitsAsLongAsTheServerAsksAndTriesAgain() throws InterruptedException {
        try (var server = new ModelServer(
                        ModelServer.status(429, "Retry-After", "1"),
                        ModelServer.status(503, "retry-after-ms", "10"),
                        ModelServer.says("Six months."));
                var client = new ChatClient(server.config(120))) {
            long begun = System.nanoTime();
            assertThat(client.stream(REQUEST, piece -> {}).text()).isEqualTo("Six months.");
            assertThat(System.nanoTime() - begun).isGreaterThan(1_000_000_000L);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void stream_limitedForLongerThanTheTimeout_failsAtOnce() {
        for (String seconds : new String[] {"3600", "99999999999"}) {
            try (var server = new ModelServer(ModelServer.status(429, "Retry-After", seconds))) {
                assertThat(failure(server, 120).reason()).isEqualTo(Degraded.RATE_LIMITED);
                assertThat(server.requests()).hasSize(1);
            }
        }
    }

    @Test
    void stream_ofAServerThatFails_isTriedAsOftenAsAllowed() {
        try (var server = new ModelServer(ModelServer.status(500))) {
            assertThat(failure(server, 120).reason()).isEqualTo(Degraded.UNAVAILABLE);
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void stream_ofWhatIsNoAnswer_isInvalid() {
        for (ModelServer.Behaviour behaviour : new ModelServer.Behaviour[] {
            ModelServer.body("text/event-stream", "data: {\"choices\": [{\"delta\": {\"content\": \"Six\n\n"),
            ModelServer.body("text/html", "<html>Sign in to the proxy</html>"),
            ModelServer.body("application/json", "{}"),
            ModelServer.cutAfter("The notice period is"),
            ModelServer.endless("notice ", 20L << 20),
            ModelServer.body("text/event-stream", "data: " + "x".repeat(20 << 20)),
        }) {
            try (var server = new ModelServer(behaviour)) {
                assertThat(failure(server, 120).reason()).isEqualTo(Degraded.INVALID);
            }
        }
    }

    @Test
    void stream_afterFailuresInARow_leavesTheModelAlone() {
        try (var server = new ModelServer(ModelServer.status(401));
                var client = new ChatClient(server.config(120))) {
            for (int i = 0; i < 5; i++) {
                catchThrowableOfType(ChatFailure.class, () -> client.stream(REQUEST, piece -> {}));
            }
            ChatFailure sixth = catchThrowableOfType(ChatFailure.class, () -> client.stream(REQUEST, piece -> {}));
            assertThat(sixth.reason()).isEqualTo(Degraded.UNAVAILABLE);
            assertThat(sixth).hasMessageContaining("left alone");
            assertThat(server.requests()).hasSize(5);
        }
    }

    @Test
    void stream_ofModelsThatRequestsNamedAndThatAreNot_leavesTheConfiguredModelInUse() {
        var named = new ChatRequest(REQUEST.messages(), new ChatSettings("no-such-model", null, null));
        try (var server = new ModelServer(ModelServer.status(404));
                var client = new ChatClient(server.config(120))) {
            for (int i = 0; i < 6; i++) {
                ChatFailure failure = catchThrowableOfType(ChatFailure.class, () -> client.stream(named, piece -> {}));
                assertThat(failure.reason()).isEqualTo(Degraded.UNKNOWN_MODEL);
            }
            assertThat(server.requests()).hasSize(6);
        }
    }

    @Test
    void stream_withLittleTimeLeft_endsByThenAndLeavesTheModelInUse() {
        try (var server = new ModelServer(ModelServer.hangsAfter(""));
                var client = new ChatClient(server.config(60))) {
            for (int i = 0; i < 6; i++) {
                ChatFailure failure = catchThrowableOfType(
                        ChatFailure.class,
                        () -> client.stream(REQUEST, piece -> {}, client.deadline(0.001), usage -> {}));
                assertThat(failure.reason()).isEqualTo(Degraded.TIMEOUT);
            }
        }
    }

    @Test
    void stream_thatIsBrokenOff_saysWhatItTookAllTheSame() {
        try (var server = new ModelServer(ModelServer.hangsAfter("It is six months."));
                var client = new ChatClient(server.config(120))) {
            var spent = new ArrayList<TokenUsage>();
            assertThatThrownBy(() -> client.stream(
                            REQUEST,
                            piece -> {
                                throw new CancellationException();
                            },
                            client.deadline(1),
                            spent::add))
                    .isInstanceOf(CancellationException.class);
            assertThat(spent).hasSize(1);
            assertThat(spent.getFirst().estimated()).isTrue();
            assertThat(spent.getFirst().completionTokens()).isPositive();
        }
    }

    @Test
    void stream_whoseConsumerCancels_endsAndPassesItOn() {
        try (var server = new ModelServer(ModelServer.hangsAfter("It is six months."));
                var client = new ChatClient(server.config(60))) {
            assertThatThrownBy(() -> client.stream(REQUEST, piece -> {
                        throw new CancellationException("gone");
                    }))
                    .isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void stream_whoseCallerIsInterrupted_ends() throws InterruptedException {
        try (var server = new ModelServer(ModelServer.hangsAfter("It is six months."));
                var client = new ChatClient(server.config(600))) {
            var seen = new AtomicReference<Throwable>();
            Thread asking = Thread.currentThread();
            var interrupter = new Thread(asking::interrupt);
            try {
                client.stream(REQUEST, piece -> interrupter.start());
            } catch (InterruptedException e) {
                seen.set(e);
            }
            interrupter.join();
            assertThat(seen.get()).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void stream_toAzure_namesTheDeploymentAndSendsTheKeyAsAzureWantsIt() throws InterruptedException {
        try (var server = new ModelServer(ModelServer.says("Yes."))) {
            var config = new ChatConfig(
                    ChatConfig.Provider.AZURE,
                    server.address().replace("/v1", ""),
                    "my-deployment",
                    "azure-key",
                    "2024-10-21",
                    120,
                    0.1,
                    64,
                    4_096,
                    8,
                    0);
            try (var client = new ChatClient(config)) {
                assertThat(client.stream(REQUEST, piece -> {}).text()).isEqualTo("Yes.");
            }
            assertThat(server.heads().getFirst())
                    .contains("/openai/deployments/my-deployment/chat/completions?api-version=2024-10-21")
                    .containsIgnoringCase("Api-key=[azure-key]")
                    .doesNotContain("Bearer");
        }
    }

    @Test
    void stream_toOllama_readsItsLines() throws InterruptedException {
        String lines = "{\"model\":\"qwen\",\"message\":{\"role\":\"assistant\",\"content\":\"Six \"},\"done\":false}\n"
                + "{\"model\":\"qwen\",\"message\":{\"role\":\"assistant\",\"content\":\"months.\"},\"done\":false}\n"
                + "{\"model\":\"qwen\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\","
                + "\"prompt_eval_count\":12,\"eval_count\":3}\n";
        try (var server = new ModelServer(
                ModelServer.body("application/x-ndjson", lines), ModelServer.body("application/x-ndjson", "{\"mod"))) {
            var config = new ChatConfig(
                    ChatConfig.Provider.OLLAMA,
                    server.address().replace("/v1", ""),
                    "qwen",
                    null,
                    "",
                    120,
                    0.1,
                    64,
                    4_096,
                    8,
                    0);
            try (var client = new ChatClient(config)) {
                ChatReply reply = client.stream(REQUEST, piece -> {});
                assertThat(reply.text()).isEqualTo("Six months.");
                assertThat(reply.usage()).isEqualTo(new TokenUsage(12, 3, false));
                assertThat(server.heads().getFirst()).contains("/api/chat");
                assertThatThrownBy(() -> client.stream(REQUEST, piece -> {})).isInstanceOf(ChatFailure.class);
            }
        }
    }
}
