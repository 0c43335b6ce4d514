package dev.recto.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import dev.recto.answer.chat.ModelServer;
import dev.recto.config.EmbeddingConfig;
import dev.recto.config.ModerationConfig;
import dev.recto.config.ModerationConfig.OnFailure;
import dev.recto.config.ServeConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Questions and answers behind a moderation endpoint that refuses what names poison, with a server that says what a chat model would. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModerationTest {
    private static final String ASK = "/api/v1/collections/default/ask";
    private static final String QUESTION = "{\"question\":\"How large is the deposit that the tenant pays?\"}";

    private final ModelServer model = new ModelServer(ModelServer.says("NOT_FOUND"));
    private final ModelServer judge = new ModelServer(ModerationTest::judge);

    private Path folder = Path.of("");
    private TestService service;

    private static void judge(HttpExchange exchange, ModelServer server) throws IOException {
        String text = server.requests().getLast().path("input").asText();
        double score = text.contains("poison") ? 0.9 : 0.1;
        String body = "{\"id\":\"m\",\"model\":\"j\",\"results\":[{\"flagged\":" + (score > 0.5)
                + ",\"categories\":{\"violence\":" + (score > 0.5) + "},\"category_scores\":{\"violence\":" + score
                + "}}]}";
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @BeforeAll
    void start(@TempDir Path given) {
        folder = given;
        service = start("home", Map.of(), OnFailure.REFUSE);
    }

    private TestService start(String home, Map<String, Optional<Double>> categories, OnFailure onFailure) {
        var moderation = new ModerationConfig(
                ModerationConfig.Provider.OPENAI,
                judge.address(),
                "j",
                "sk-judge",
                120,
                categories,
                List.of("炸弹"),
                onFailure);
        var config = TestService.config(EmbeddingConfig.DEFAULT, ServeConfig.DEFAULT.at("127.0.0.1", 0))
                .with(model.config(30))
                .with(moderation);
        TestService started = TestService.start(folder.resolve(home), config, UnaryOperator.identity());
        started.document(
                "default",
                "lease.md",
                "The tenant pays a deposit of 26,850 euros. It bears no interest. The cellar holds rat poison.");
        return started;
    }

    @AfterAll
    void stop() {
        service.close();
        model.close();
        judge.close();
    }

    @BeforeEach
    void behave() {
        judge.behave(ModerationTest::judge);
    }

    @Test
    void question_refused_isTakenToNoModelAndSaidPolitelyInItsLanguage() {
        int before = model.requests().size();
        var english = service.post(null, ASK, "{\"question\":\"Where is the poison?\"}");
        assertThat(english.status()).isEqualTo(422);
        assertThat(english.json().path("code").asText()).isEqualTo("question_refused");
        assertThat(english.body()).contains("Sorry").doesNotContain("poison");
        var chinese = service.post(null, ASK, "{\"question\":\"炸弹在哪里？\"}");
        assertThat(chinese.status()).isEqualTo(422);
        assertThat(chinese.body()).contains("抱歉").doesNotContain("炸弹");
        assertThat(model.requests()).hasSize(before);
        assertThat(judge.heads().getLast()).contains("Bearer sk-judge");
        var openAi = service.post(
                null,
                "/v1/chat/completions",
                "{\"model\":\"default\",\"messages\":[{\"role\":\"user\",\"content\":\"Where is the poison?\"}]}");
        assertThat(openAi.json().at("/error/code").asText()).isEqualTo("content_filter");
    }

    @Test
    void answer_refusedAtItsSecondSentence_endsBeforeItAndStreamsNothingOfIt() {
        model.behave(ModelServer.says(
                "The deposit is 26,850 euros [1]. The cellar holds rat poison [1]. It bears no interest [1]."));
        JsonNode answer = service.post(null, ASK, QUESTION).json();
        assertThat(answer.path("degraded").asText()).isEqualTo("moderation");
        assertThat(answer.path("answerer").asText()).isEqualTo("chat");
        assertThat(answer.path("model").asText()).isEqualTo("test-model");
        assertThat(answer.path("usage").path("prompt_tokens").asInt()).isPositive();
        assertThat(answer.path("sentences")).hasSize(1);
        String events = service.send(null, "POST", ASK, QUESTION, "Accept", "text/event-stream")
                .body();
        String after = events.substring(events.indexOf("event: citation"));
        assertThat(after.substring(0, after.indexOf("event: done")))
                .contains("26,850")
                .doesNotContain("poison");
    }

    @Test
    void answer_refusedAtItsFirstSentence_isRefusedAndStreamsNoSentence() {
        model.behave(ModelServer.says("The cellar holds rat poison [1]. The deposit is 26,850 euros [1]."));
        var refused = service.post(null, ASK, QUESTION);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().path("code").asText()).isEqualTo("answer_refused");
        String events = service.send(null, "POST", ASK, QUESTION, "Accept", "text/event-stream")
                .body();
        assertThat(events)
                .contains("event: error")
                .contains("answer_refused")
                .doesNotContain("event: sentence")
                .doesNotContain("event: citation");
    }

    @Test
    void quotedAnswer_isJudgedToo() {
        var refused = service.post(null, ASK, "{\"question\":\"What does the cellar hold?\",\"answerer\":\"quote\"}");
        assertThat(refused.status()).as(refused.body()).isEqualTo(422);
    }

    @Test
    void endpointThatFails_refusesOrLetsThroughAsConfigured() {
        model.behave(ModelServer.says("The deposit is 26,850 euros [1]."));
        judge.behave(ModelServer.status(500));
        int before = model.requests().size();
        var refused = service.post(null, ASK, QUESTION);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.json().path("code").asText()).isEqualTo("moderation_unavailable");
        assertThat(model.requests()).hasSize(before);
        assertThat(service.post(null, "/v1/moderations", "{\"input\":\"a lease\"}")
                        .status())
                .isEqualTo(503);
        try (TestService open = start("open", Map.of(), OnFailure.ALLOW)) {
            assertThat(open.post(null, ASK, QUESTION).json().path("outcome").asText())
                    .isEqualTo("grounded");
            assertThat(open.post(null, "/v1/moderations", "{\"input\":\"a lease\"}")
                            .status())
                    .isEqualTo(503);
        }
    }

    @Test
    void endpointThatFailsOnce_isAskedAgain() {
        model.behave(ModelServer.says("The deposit is 26,850 euros [1]."));
        judge.behave(ModelServer.status(503), ModerationTest::judge);
        assertThat(service.post(null, ASK, QUESTION).status()).isEqualTo(200);
    }

    @Test
    void categories_withScores_decideInsteadOfTheEndpoint() {
        model.behave(ModelServer.says("The cellar holds rat poison [1]."));
        try (TestService mild = start("mild", Map.of("violence", Optional.of(0.95)), OnFailure.REFUSE);
                TestService strict = start("strict", Map.of("violence", Optional.of(0.05)), OnFailure.REFUSE);
                TestService misspelt = start("misspelt", Map.of("voilence", Optional.empty()), OnFailure.REFUSE)) {
            assertThat(mild.post(null, ASK, QUESTION).status()).isEqualTo(200);
            assertThat(strict.post(null, ASK, QUESTION).status()).isEqualTo(422);
            assertThat(misspelt.post(null, ASK, QUESTION).status()).isEqualTo(503);
        }
    }

    @Test
    void moderations_inOpenAisShape_judgesEachInput() throws IOException {
        JsonNode judged = service.post(
                        null,
                        "/v1/moderations",
                        "{\"model\":\"j\",\"input\":[\"poison\",{\"type\":\"text\",\"text\":\"a lease\"}]}")
                .json();
        assertThat(judged.path("results")).hasSize(2);
        assertThat(judged.at("/results/0"))
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        "{\"flagged\":true,\"categories\":{\"violence\":true},\"category_scores\":{\"violence\":0.9}}"));
        assertThat(judged.at("/results/1/flagged").asBoolean()).isFalse();
    }
}
