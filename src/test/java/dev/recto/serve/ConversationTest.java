package dev.recto.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recto.answer.chat.ModelServer;
import dev.recto.catalog.DocumentRow;
import dev.recto.config.EmbeddingConfig;
import dev.recto.config.ServeConfig;
import dev.recto.serve.TestService.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Conversations over a real service, with and without a chat model. */
class ConversationTest {
    private static final int TURNS = 30;

    @TempDir
    static Path folder;

    private static ModelServer model;
    private static TestService service;

    /** The path of this test's own collection. */
    private String path;

    private String key;

    @BeforeAll
    static void start() {
        model = new ModelServer(ModelServer.says("NOT_FOUND"));
        var config = TestService.config(EmbeddingConfig.DEFAULT, ServeConfig.DEFAULT.at("127.0.0.1", 0))
                .with(model.config(120));
        service = TestService.start(folder.resolve("service"), config, UnaryOperator.identity());
    }

    @AfterAll
    static void stop() {
        service.close();
        model.close();
    }

    @BeforeEach
    void makeCollection() {
        String collection = "c" + service.home().catalog().collections().list().size();
        service.home().catalog().collections().require(collection);
        path = "/api/v1/collections/" + collection;
        key = service.key("asker", Map.of(collection, "read"));
    }

    @Test
    void twoConversations_of30TurnsAtOnce_leakNothingIntoEachOther() throws ExecutionException, InterruptedException {
        model.behave(ModelServer.says("The Aldgate deposit is paid in May [1]."));
        int before = model.requests().size();
        document("aldgate", "The Aldgate lease asks for a deposit of 500 pounds.");
        document("bremen", "The Bremen contract asks for a guarantee of 900 euros.");
        var both = new ArrayList<Future<String>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            both.add(threads.submit(() -> converse("Aldgate deposit", "aldgatesecret")));
            both.add(threads.submit(() -> converse("Bremen guarantee", "bremensecret")));
        }
        for (Future<String> one : both) {
            assertThat(turns(one.get())).hasSize(TURNS);
        }
        List<JsonNode> requests =
                model.requests().subList(before, model.requests().size());
        long mixed = requests.stream()
                .map(JsonNode::toString)
                .filter(body -> body.contains("aldgatesecret") && body.contains("bremensecret"))
                .count();
        assertThat(mixed).isZero();
        assertThat(requests).hasSizeGreaterThanOrEqualTo(2 * (TURNS - 1));
        int longest = requests.stream()
                .mapToInt(body -> body.path("messages").toString().length())
                .max()
                .orElse(0);
        assertThat(longest).as("characters of one prompt, 4,096 tokens at most").isLessThan(16_000);
    }

    @Test
    void followUp_withAModel_isLookedUpAsTheModelRewroteIt() {
        model.behave(
                ModelServer.says("The deposit is 500 pounds [1]."),
                ModelServer.says("When is the Aldgate deposit due?"),
                ModelServer.says("The deposit is due in May [1]."));
        document("aldgate", "The Aldgate deposit is 500 pounds. The deposit is due in May.");
        String id = begin();
        ask("How large is the Aldgate deposit?", id);
        JsonNode second = ask("When is it due?", id);
        assertThat(second.path("question").asText()).isEqualTo("When is the Aldgate deposit due?");
        assertThat(second.path("asked").asText()).isEqualTo("When is it due?");
    }

    @Test
    void rewrittenQuestion_thatLosesANumber_isNotUsed() {
        model.behave(
                ModelServer.says("The deposit is 500 pounds [1]."),
                ModelServer.says("What is the weather?"),
                ModelServer.says("The deposit is 500 pounds [1]."));
        document("aldgate", "The Aldgate deposit is 500 pounds since 2019.");
        String id = begin();
        ask("How large is the Aldgate deposit?", id);
        JsonNode second = ask("Was it 500 in 2019?", id);
        assertThat(second.path("question").asText()).contains("2019").contains("Aldgate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"The deposit is 500 pounds.", "Is the deposit 500 pounds? Is the deposit 500 pounds?"})
    void rewrittenQuestion_thatAnswersOrRepeatsItself_isNotUsed(String written) {
        model.behave(
                ModelServer.says("The deposit is 500 pounds [1]."),
                ModelServer.says(written),
                ModelServer.says("The deposit is due in May [1]."));
        document("aldgate", "The Aldgate deposit is 500 pounds. The deposit is due in May.");
        String id = begin();
        ask("How large is the Aldgate deposit?", id);
        JsonNode second = ask("When is it due?", id);
        assertThat(second.path("question").asText()).isNotEqualTo(written).contains("When is it due?");
    }

    @Test
    void deletedConversation_isGoneFromTheDisk(@TempDir Path other) throws IOException {
        try (var ended = TestService.start(other)) {
            ended.document("default", "aldgate.md", "The Aldgate deposit is 500 pounds.");
            String conversations = "/api/v1/collections/default/conversations";
            String id = ended.post(null, conversations, "{}").json().path("id").asText();
            Reply reply = ended.post(
                    null,
                    "/api/v1/collections/default/ask",
                    asking("How large is the Aldgate deposit of zebrafinch?", id));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(ended.send(null, "DELETE", conversations + "/" + id, null)
                            .status())
                    .isEqualTo(200);
        }
        try (Stream<Path> files = Files.walk(other)) {
            List<Path> catalogue = files.filter(
                            file -> file.getFileName().toString().startsWith("catalog.db"))
                    .toList();
            assertThat(catalogue).isNotEmpty();
            for (Path file : catalogue) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(bytes).as(file.toString()).doesNotContain("zebrafinch");
            }
        }
    }

    @Test
    void deletedDocument_takesWhatWasSaidFromIt() {
        model.behave(ModelServer.says("The deposit is 500 pounds [1]."));
        DocumentRow row = document("aldgate", "The Aldgate deposit is 500 pounds.");
        String id = begin();
        ask("How large is the Aldgate deposit?", id);
        assertThat(turns(id).at("/0/said").asText()).contains("500");
        service.send(service.key("admin", Map.of("*", "admin")), "DELETE", path + "/documents/" + row.id(), null);
        assertThat(turns(id).at("/0/said").asText()).isEmpty();
    }

    @Test
    void conversation_whoseAskerMaySeeADocumentNoMore_keepsTheQuestionsAlone() {
        model.behave(ModelServer.says("The deposit is 500 pounds [1]."));
        DocumentRow row = document("aldgate", "The Aldgate deposit is 500 pounds.");
        String id = begin();
        ask("How large is the Aldgate deposit?", id);
        assertThat(turns(id).at("/0/said").asText()).contains("500");
        Reply hidden = service.send(
                service.key("admin", Map.of("*", "admin")),
                "PATCH",
                path + "/documents/" + row.id(),
                "{\"access\": [\"directors\"]}");
        assertThat(hidden.status()).as(hidden.body()).isEqualTo(200);
        assertThat(turns(id).at("/0/said").asText()).isEmpty();
        assertThat(turns(id).at("/0/question").asText()).isEqualTo("How large is the Aldgate deposit?");
    }

    private String converse(String topic, String secret) {
        String id = begin();
        for (int turn = 1; turn <= TURNS; turn++) {
            ask("How large is the " + topic + " " + secret + " in case " + turn + "?", id);
        }
        return id;
    }

    private String begin() {
        return service.post(key, path + "/conversations", "{}")
                .json()
                .path("id")
                .asText();
    }

    private JsonNode ask(String question, String conversation) {
        Reply reply = service.post(key, path + "/ask", asking(question, conversation));
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return reply.json();
    }

    private JsonNode turns(String conversation) {
        return service.get(key, path + "/conversations/" + conversation).json().path("turn_list");
    }

    private static String asking(String question, String conversation) {
        return new ObjectMapper()
                .createObjectNode()
                .put("question", question)
                .put("conversation", conversation)
                .toString();
    }

    private DocumentRow document(String name, String text) {
        return service.document(path.substring(path.lastIndexOf('/') + 1), name + ".md", text);
    }
}
