package dev.recto.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recto.answer.chat.ModelServer;
import dev.recto.answer.chat.TokenCount;
import dev.recto.config.ChatConfig;
import dev.recto.config.RectoConfig;
import dev.recto.config.ServeConfig;
import dev.recto.config.UsageConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers by a chat model over HTTP, with a model server that writes what it is told, or misbehaves. */
class ChatAnswersTest {
    private static final String ASK = "/api/v1/collections/default/ask";
    private static final String QUESTION = "{\"question\":\"How large is the deposit that the tenant pays?\"";

    @TempDir
    static Path folder;

    private static ModelServer model;
    private static TestService service;
    private static String admin;

    @BeforeAll
    static void start() {
        model = new ModelServer(ModelServer.says("The deposit is £26,850 [1]."));
        service = start(
                folder,
                model.config(120),
                new UsageConfig(Map.of("test-model", new UsageConfig.Price(2, 8)), "EUR", 0));
        admin = service.key("admin", Map.of("*", "admin"));
    }

    private static TestService start(Path folder, ChatConfig chat, UsageConfig usage) {
        RectoConfig config = RectoConfig.DEFAULT
                .with(ServeConfig.DEFAULT.at("127.0.0.1", 0))
                .with(chat)
                .with(usage);
        return start(folder, config);
    }

    private static TestService start(Path folder, RectoConfig config) {
        TestService service = TestService.start(folder, config, UnaryOperator.identity());
        service.document(
                "default",
                "lease.md",
                "# Lease\n\n## Notice\n\nEither party may end this lease by giving six months' written notice. The notice is sent"
                        + " by post.\n\n## Deposit\n\nThe tenant pays a deposit of £26,850 before the keys are handed over."
                        + " It bears no interest.\n");
        return service;
    }

    @AfterAll
    static void stop() {
        service.close();
        model.close();
    }

    private static JsonNode ask(String more, ModelServer.Behaviour... behaviours) {
        model.behave(behaviours);
        TestService.Reply reply = service.post(admin, ASK, QUESTION + more + "}");
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json();
    }

    @Test
    void ask_aChatModel_saysItsSentencesWithCitationsOfTheWordsThatBackThem() {
        JsonNode answer = ask(
                "", ModelServer.says("The deposit is £26,850 [1]. No interest is due on it【1】. The moon is full [9]."));
        assertThat(answer.path("answerer").asText()).isEqualTo("chat");
        assertThat(answer.path("degraded").isNull()).isTrue();
        assertThat(answer.path("model").asText()).isEqualTo("test-model");
        assertThat(answer.path("prompt").asText()).hasSize(64);
        assertThat(answer.path("sentences").path(0).path("text").asText()).isEqualTo("The deposit is £26,850.");
        assertThat(answer.path("sentences").path(0).path("supported").asBoolean())
                .isTrue();
        int first = answer.path("sentences").path(0).path("citations").path(0).asInt();
        assertThat(answer.path("citations").path(first - 1).path("quote").asText())
                .isEqualTo("The tenant pays a deposit of £26,850 before the keys are handed over.");
        int second = answer.path("sentences").path(1).path("citations").path(0).asInt();
        assertThat(answer.path("citations").path(second - 1).path("quote").asText())
                .isEqualTo("It bears no interest.");
        assertThat(answer.path("sentences").path(2).path("citations")).isEmpty();
        assertThat(answer.path("sentences").path(2).path("supported").asBoolean())
                .isFalse();
    }

    @Test
    void ask_aChatModel_countsTokensAndMoney() {
        JsonNode usage =
                ask("", ModelServer.says("The deposit is £26,850 [1].")).path("usage");
        assertThat(usage.path("prompt_tokens").asInt()).isEqualTo(321);
        assertThat(usage.path("completion_tokens").asInt()).isEqualTo(45);
        assertThat(usage.path("cost").asDouble()).isEqualTo((321 * 2 + 45 * 8) / 1e6);
        assertThat(usage.path("currency").asText()).isEqualTo("EUR");
        JsonNode byModel = service.get(admin, "/api/v1/usage?by=model")
                .json()
                .path("usage")
                .path(0);
        assertThat(byModel.path("model").asText()).isEqualTo("test-model");
        assertThat(byModel.path("answers").asInt()).isPositive();
        assertThat(byModel.path("prompt_tokens").asInt()).isGreaterThanOrEqualTo(321);
        assertThat(service.get(admin, "/api/v1/usage?by=collection")
                        .json()
                        .path("usage")
                        .path(0)
                        .path("name")
                        .asText())
                .isEqualTo("default");
        assertThat(service.get(admin, "/api/v1/usage?by=key")
                        .json()
                        .path("usage")
                        .path(0)
                        .path("name")
                        .asText())
                .isEqualTo("admin");
        assertThat(service.get(admin, "/metrics").body()).contains("recto_chat_tokens_total{kind=\"prompt\"}");
        assertThat(service.get(admin, "/api/v1/usage?by=moon").status()).isEqualTo(400);
        assertThat(service.get(service.key("reader", Map.of("default", "read")), "/api/v1/usage")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void ask_withItsOwnSettings_sendsThem() {
        ask(
                ",\"answerer\":\"chat\",\"model\":\"other-model\",\"temperature\":1.5,\"max_tokens\":77",
                ModelServer.says("Yes [1]."));
        JsonNode sent = model.requests().getLast();
        assertThat(sent.path("model").asText()).isEqualTo("other-model");
        assertThat(sent.path("temperature").asDouble()).isEqualTo(1.5);
        assertThat(sent.path("max_tokens").asInt()).isEqualTo(77);
        int before = model.requests().size();
        assertThat(ask(",\"answerer\":\"quote\"").path("answerer").asText()).isEqualTo("quote");
        assertThat(model.requests()).hasSize(before);
        assertThat(service.post(admin, ASK, QUESTION + ",\"temperature\":3}").status())
                .isEqualTo(400);
        assertThat(service.post(admin, ASK, QUESTION + ",\"max_tokens\":0}").status())
                .isEqualTo(400);
    }

    @Test
    void ask_throughOpenAisShape_sendsTheSettingsAndGivesTheModelsUsage() {
        model.behave(ModelServer.says("The deposit is £26,850 [1]."));
        JsonNode completion = service.post(
                        admin,
                        "/v1/chat/completions",
                        "{\"model\":\"default\",\"temperature\":0.7,\"max_tokens\":99,\"messages\":[{\"role\":\"user\",\"content\":"
                                + "\"How large is the deposit that the tenant pays?\"}]}")
                .json();
        assertThat(completion.path("usage").path("prompt_tokens").asInt()).isEqualTo(321);
        assertThat(model.requests().getLast().path("temperature").asDouble()).isEqualTo(0.7);
        assertThat(model.requests().getLast().path("max_tokens").asInt()).isEqualTo(99);
        assertThat(completion.path("recto").path("answer").path("answerer").asText())
                .isEqualTo("chat");
    }

    @Test
    void ask_whatTheModelDoesNotFind_isNotFound() {
        for (String said : new String[] {"NOT_FOUND", "NOT FOUND.", "**NOT_FOUND**"}) {
            JsonNode answer = ask("", ModelServer.says(said));
            assertThat(answer.path("outcome").asText()).isEqualTo("not_found");
            assertThat(answer.path("degraded").isNull()).isTrue();
            assertThat(answer.path("evidence")).isNotEmpty();
        }
    }

    @Test
    void ask_aModelThatFails_isQuotedAndSaysWhyAndSearchGoesOn() {
        Map<String, ModelServer.Behaviour> reasons = new LinkedHashMap<>();
        reasons.put("unauthorized", ModelServer.status(401));
        reasons.put("unknown_model", ModelServer.status(404));
        reasons.put("rate_limited", ModelServer.status(429, "Retry-After", "3600"));
        reasons.put("refused", ModelServer.status(400));
        reasons.put("invalid", ModelServer.endless("notice ", 10L << 20));
        reasons.forEach((reason, behaviour) -> {
            JsonNode answer = ask("", behaviour);
            assertThat(answer.path("degraded").asText()).isEqualTo(reason);
            assertThat(answer.path("answerer").asText()).isEqualTo("quote");
            assertThat(answer.path("sentences").path(0).path("text").asText()).contains("£26,850");
            assertThat(answer.path("sentences").path(0).path("supported").asBoolean())
                    .isTrue();
            TestService.Reply search = service.post(admin, "/api/v1/collections/default/search", QUESTION + "}");
            assertThat(search.json().path("evidence")).isNotEmpty();
            assertThat(service.get(admin, "/metrics").body())
                    .contains("recto_answers_degraded_total{reason=\"" + reason + "\"}");
            ask("", ModelServer.says("The deposit is £26,850 [1]."));
        });
    }

    @Test
    void ask_aModelThatDiesInTheMiddle_keepsWhatItSaidAndNothingElse() {
        JsonNode cut = ask("", ModelServer.cutAfter("The deposit is £26,850 [1]. It bears no"));
        assertThat(cut.path("degraded").asText()).isEqualTo("invalid");
        assertThat(cut.path("answerer").asText()).isEqualTo("chat");
        assertThat(cut.path("sentences")).hasSize(1);
        assertThat(cut.path("usage").path("estimated").asBoolean()).isTrue();
        JsonNode before = ask("", ModelServer.cutAfter("The deposit is"));
        assertThat(before.path("degraded").asText()).isEqualTo("invalid");
        assertThat(before.path("answerer").asText()).isEqualTo("quote");
        ask("", ModelServer.says("The deposit is £26,850 [1]."));
    }

    @Test
    void ask_aModelThatHangs_isQuotedAndOneThatHangsLaterKeepsWhatItSaid(@TempDir Path other) {
        model.behave(ModelServer.hangsAfter(""), ModelServer.hangsAfter("The deposit is £26,850 [1]. It bears no"));
        try (TestService asked = start(other, model.config(4), UsageConfig.DEFAULT)) {
            JsonNode quoted = asked.post(null, ASK, QUESTION + "}").json();
            assertThat(quoted.path("degraded").asText()).isEqualTo("timeout");
            assertThat(quoted.path("answerer").asText()).isEqualTo("quote");
            assertThat(quoted.path("sentences").path(0).path("text").asText()).contains("£26,850");
            assertThat(asked.get(null, "/metrics").body()).contains("recto_answers_degraded_total{reason=\"timeout\"}");
            JsonNode cut = asked.post(null, ASK, QUESTION + "}").json();
            assertThat(cut.path("degraded").asText()).isEqualTo("timeout");
            assertThat(cut.path("answerer").asText()).isEqualTo("chat");
            assertThat(cut.path("sentences")).hasSize(1);
        }
    }

    @Test
    void ask_aModelThatReachesItsMostTokens_losesItsUnfinishedSentenceAndSaysSo() {
        JsonNode later = ask("", ModelServer.cutShortAfter("The deposit is £26,850 [1]. It bears no"));
        assertThat(later.path("degraded").asText()).isEqualTo("invalid");
        assertThat(later.path("answerer").asText()).isEqualTo("chat");
        assertThat(later.path("sentences")).hasSize(1);
        assertThat(later.path("usage").path("completion_tokens").asInt()).isEqualTo(45);
        JsonNode thinking = ask("", ModelServer.cutShortAfter("<think>The deposit is £26,850. It bears"));
        assertThat(thinking.path("degraded").asText()).isEqualTo("invalid");
        assertThat(thinking.path("answerer").asText()).isEqualTo("quote");
        assertThat(thinking.path("sentences").path(0).path("text").asText()).contains("£26,850");
        ask("", ModelServer.says("The deposit is £26,850 [1]."));
    }

    @Test
    void ask_aModelThatFailsAfterSentencesThatNothingBacks_isQuoted() {
        JsonNode answer = ask("", ModelServer.cutAfter("The moon is made of cheese [1]. Mars is red [1]. It"));
        assertThat(answer.path("answerer").asText()).isEqualTo("quote");
        assertThat(answer.path("degraded").asText()).isEqualTo("invalid");
        assertThat(answer.path("sentences").path(0).path("text").asText()).contains("£26,850");
        assertThat(answer.path("sentences").toString()).doesNotContain("moon").doesNotContain("Mars");
        ask("", ModelServer.says("The deposit is £26,850 [1]."));
    }

    @Test
    void ask_aModelThatNumbersItsSentences_saysNoNumberAlone() {
        JsonNode answer = ask("", ModelServer.says("1. The deposit is £26,850 [1].\n2. It bears no interest [1]."));
        assertThat(answer.path("sentences")).hasSize(2);
        assertThat(answer.path("sentences").path(0).path("text").asText()).isEqualTo("The deposit is £26,850.");
    }

    @Test
    void ask_aModelThatRepeatsItself_saysItOnce() {
        JsonNode answer = ask(
                "",
                ModelServer.says("The deposit is £26,850 [1]. The deposit is £26,850 [1]. It bears no interest [1]."));
        assertThat(answer.path("sentences")).hasSize(2);
    }

    @Test
    void ask_aModelThatRepeatsItsPrompt_saysNothingOfThat() {
        JsonNode answer = ask("", (exchange, server) -> {
            String prompt = server.requests()
                    .getLast()
                    .path("messages")
                    .path(1)
                    .path("content")
                    .asText();
            String mark = prompt.substring(prompt.indexOf("==="), prompt.indexOf('\n', prompt.indexOf("===")));
            ModelServer.says(mark + "\nlease.md:\nThe deposit is £26,850 [1].").answer(exchange, server);
        });
        assertThat(answer.path("sentences")).hasSize(1);
        assertThat(answer.at("/sentences/0/text").asText()).isEqualTo("The deposit is £26,850.");
    }

    @Test
    void ask_aReasoningModel_isSentATemperatureOnlyWhereTheRequestHasOne() {
        ask(",\"model\":\"gpt-5-mini\"", ModelServer.says("The deposit is £26,850 [1]."));
        assertThat(model.requests().getLast().has("temperature")).isFalse();
        assertThat(model.requests().getLast().path("max_completion_tokens").asInt())
                .isEqualTo(128);
        ask(",\"model\":\"gpt-5-mini\",\"temperature\":1", ModelServer.says("The deposit is £26,850 [1]."));
        assertThat(model.requests().getLast().path("temperature").asDouble()).isEqualTo(1);
    }

    @Test
    void ask_aDocumentDeletedWhileTheModelWrites_isCitedNoMoreNorAreItsWordsKept(@TempDir Path other) {
        try (TestService hung = start(other, model.config(120), UsageConfig.DEFAULT)) {
            String lease = hung.home()
                    .catalog()
                    .documents()
                    .named(
                            hung.home()
                                    .catalog()
                                    .collections()
                                    .require("default")
                                    .id(),
                            "lease.md")
                    .getFirst()
                    .id()
                    .value();
            hung.document("default", "garden.md", "# Garden\n\nThe garden of the tenant is open on Sundays.\n");
            String address = "/api/v1/collections/default/documents/" + lease;
            model.behave(ModelServer.saysAndMeanwhile(
                    "The deposit is £26,850 [1]. It bears",
                    () -> assertThat(hung.send(null, "DELETE", address, null).status())
                            .isEqualTo(200),
                    " no interest [1]. The deposit is £26,850. The garden of the tenant is open on Sundays [2]."));

            JsonNode answer = hung.post(null, ASK, QUESTION + "}").json();

            assertThat(answer.path("sentences")).hasSize(1);
            assertThat(answer.path("sentences").get(0).path("text").asText()).contains("garden");
            assertThat(answer.toString()).doesNotContain("26,850", "bears no interest", lease);
            assertThat(hung.get(
                                    null,
                                    "/api/v1/collections/default/answers/"
                                            + answer.path("id").asText())
                            .body())
                    .doesNotContain("26,850", lease);
        }
    }

    @Test
    void summarise_aDocumentDeletedWhileTheModelWrites_isNotThere(@TempDir Path other) {
        try (TestService hung = start(other, model.config(120), UsageConfig.DEFAULT)) {
            String lease = hung.document("default", "garden.md", "# Garden\n\nThe garden is open on Sundays.\n")
                    .id()
                    .value();
            String address = "/api/v1/collections/default/documents/" + lease;
            model.behave(ModelServer.saysAndMeanwhile(
                    "The garden is open ", () -> hung.send(null, "DELETE", address, null), "on Sundays [1]."));

            var reply = hung.post(
                    null,
                    "/api/v1/collections/default/summarise",
                    "{\"document\":\"" + lease + "\",\"answerer\":\"chat\"}");

            assertThat(reply.status()).as(reply.body()).isEqualTo(404);
            assertThat(reply.body()).contains("deleted").doesNotContain("Sundays");
        }
    }

    @Test
    void search_whileAModelHangs_findsAndQuotesAllTheSame(@TempDir Path other) throws Exception {
        var arrived = new CountDownLatch(1);
        var searched = new CountDownLatch(1);
        RectoConfig config = RectoConfig.DEFAULT
                .with(new ServeConfig("127.0.0.1", 0, List.of(), 12, 0, 1, 0, 100))
                .with(model.config(120));
        model.behave((exchange, server) -> {
            arrived.countDown();
            searched.await();
            ModelServer.says("The deposit is £26,850 [1].").answer(exchange, server);
        });
        try (TestService hung = start(other, config);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = threads.submit(() -> hung.post(null, ASK, QUESTION + "}"));
            arrived.await();
            assertThat(hung.post(null, "/api/v1/collections/default/search", QUESTION + "}")
                            .status())
                    .isEqualTo(200);
            assertThat(hung.post(null, ASK, QUESTION + ",\"answerer\":\"quote\"}")
                            .status())
                    .isEqualTo(200);
            assertThat(hung.post(null, ASK, QUESTION + "}").status()).isEqualTo(503);
            searched.countDown();
            assertThat(asked.get().json().path("answerer").asText()).isEqualTo("chat");
        }
    }

    @Test
    void ask_overTheMonthsBudget_isQuotedAndTheModelIsNotAsked(@TempDir Path other) {
        var usage = new UsageConfig(Map.of("test-model", new UsageConfig.Price(2, 8)), "EUR", 0.001);
        model.behave(ModelServer.says("The deposit is £26,850 [1]."));
        try (TestService asked = start(other, model.config(120), usage)) {
            assertThat(asked.post(null, ASK, QUESTION + "}")
                            .json()
                            .path("degraded")
                            .isNull())
                    .isTrue();
            int before = model.requests().size();
            JsonNode answer = asked.post(null, ASK, QUESTION + "}").json();
            assertThat(answer.path("degraded").asText()).isEqualTo("budget");
            assertThat(answer.path("answerer").asText()).isEqualTo("quote");
            assertThat(model.requests()).hasSize(before);
        }
    }

    @Test
    void tasksAndModels_underABudget_areBookedUnderThePricedNameOrRefused(@TempDir Path other) {
        var usage = new UsageConfig(Map.of("test-model", new UsageConfig.Price(2, 8)), "EUR", 0.001);
        try (TestService asked = start(other, model.config(120), usage)) {
            model.behave(ModelServer.says("{\"values\": {\"deposit\": 26850}}"));
            TestService.Reply unpriced = asked.post(null, ASK, QUESTION + ",\"model\":\"other-model\"}");
            assertThat(unpriced.status()).isEqualTo(400);
            assertThat(unpriced.body()).contains("usage.prices");
            String document = asked.get(null, "/api/v1/collections/default/documents")
                    .json()
                    .at("/documents/0/id")
                    .asText();
            String path = "/api/v1/collections/default";
            String schema = "{\"document\":\"" + document
                    + "\",\"schema\":{\"type\":\"object\",\"properties\":{\"deposit\":{\"type\":\"integer\"}}}}";
            assertThat(asked.post(null, path + "/extract", schema).status()).isEqualTo(200);
            JsonNode booked = asked.get(null, "/api/v1/usage?by=model").json().path("usage");
            assertThat(booked).hasSize(1);
            assertThat(booked.path(0).path("model").asText()).isEqualTo("test-model");
            assertThat(booked.path(0).path("cost").asDouble()).isEqualTo((321 * 2 + 45 * 8) / 1e6);
            JsonNode summary = asked.post(null, path + "/summarise", "{\"document\":\"" + document + "\"}")
                    .json();
            assertThat(summary.path("answerer").asText()).isEqualTo("quote");
            assertThat(summary.path("degraded").asText()).isEqualTo("budget");
        }
    }

    @Test
    void replay_ofAnAnswer_asksWhoWasAskedThen() {
        String answers = "/api/v1/collections/default/answers/";
        JsonNode quoted = ask(",\"answerer\":\"quote\"", ModelServer.says("The deposit is £26,850 [1]."));
        JsonNode again = service.post(admin, answers + quoted.path("id").asText() + "/replay", "")
                .json();
        assertThat(again.path("answerer").asText()).isEqualTo("quote");
        JsonNode named = ask(",\"model\":\"other-model\"", ModelServer.says("The deposit is £26,850 [1]."));
        assertThat(service.post(admin, answers + named.path("id").asText() + "/replay", "")
                        .json()
                        .path("model")
                        .asText())
                .isEqualTo("other-model");
    }

    @Test
    void ask_inEveryWindow_sendsAPromptThatFitsWithItsAnswer(@TempDir Path other) {
        var tokens = TokenCount.of("gpt-4o");
        for (int window : new int[] {512}) {
            model.behave(ModelServer.says("The deposit is £26,850 [1]."));
            ChatConfig given = model.config(120);
            var config = new ChatConfig(
                    given.provider(), given.baseUrl(), "gpt-4o", given.apiKey(), "", 120, 0.1, 64, window, 8, 0);
            try (TestService asked = start(other.resolve("w" + window), config, UsageConfig.DEFAULT)) {
                asked.post(null, ASK, QUESTION + "}");
            }
            int sent = 0;
            for (JsonNode message : model.requests().getLast().path("messages")) {
                sent += tokens.count(message.path("content").asText()) + 4;
            }
            assertThat(sent + 64).isLessThanOrEqualTo(window);
        }
    }
}
