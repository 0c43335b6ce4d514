package dev.recto.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recto.answer.chat.ModelServer;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversations over a real service, with and without a chat model. */
class ConversationTest {
    private static final int TURNS = 30;
    private static final String C = "/api/v1/collections/default";

    @TempDir
    Path folder;

    @Test
    void twoConversations_of30TurnsAtOnce_leakNothingIntoEachOther()
            throws IOException, ExecutionException, InterruptedException {
        try (var model = new ModelServer(ModelServer.says("The Aldgate deposit is paid in May [1]."));
                var service = service(model)) {
            document(service, "aldgate", "The Aldgate lease asks for a deposit of 500 pounds.");
            document(service, "bremen", "The Bremen contract asks for a guarantee of 900 euros.");
            String key = service.key("asker", Map.of("default", "read"));
            var both = new ArrayList<Future<String>>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                both.add(threads.submit(() -> converse(service, key, "Aldgate deposit", "aldgatesecret")));
                both.add(threads.submit(() -> converse(service, key, "Bremen guarantee", "bremensecret")));
            }
            for (Future<String> one : both) {
                JsonNode turns = service.get(key, C + "/conversations/" + one.get())
                        .json()
                        .path("turn_list");
                assertThat(turns).hasSize(TURNS);
            }
            long mixed = model.requests().stream()
                    .map(JsonNode::toString)
                    .filter(body -> body.contains("aldgatesecret") && body.contains("bremensecret"))
                    .count();
            assertThat(mixed).isZero();
            assertThat(model.requests().size()).isGreaterThanOrEqualTo(2 * (TURNS - 1));
            int longest = model.requests().stream()
                    .mapToInt(body -> body.path("messages").toString().length())
                    .max()
                    .orElse(0);
            assertThat(longest)
                    .as("characters of one prompt, 4,096 tokens at most")
                    .isLessThan(16_000);
        }
    }

    @Test
    void followUp_withAModel_isLookedUpAsTheModelRewroteIt() {
        try (var model = new ModelServer(
                        ModelServer.says("The deposit is 500 pounds [1]."),
                        ModelServer.says("When is the Aldgate deposit due?"),
                        ModelServer.says("The deposit is due in May [1]."));
                var service = service(model)) {
            document(service, "aldgate", "The Aldgate deposit is 500 pounds. The deposit is due in May.");
            String key = service.key("asker", Map.of("default", "read"));
            String id = begin(service, key);
            ask(service, key, "How large is the Aldgate deposit?", id);
            JsonNode second = ask(service, key, "When is it due?", id);
            assertThat(second.path("question").asText()).isEqualTo("When is the Aldgate deposit due?");
            assertThat(second.path("asked").asText()).isEqualTo("When is it due?");
        }
    }

    @Test
    void rewrittenQuestion_thatLosesANumber_isNotUsed() {
        try (var model = new ModelServer(
                        ModelServer.says("The deposit is 500 pounds [1]."),
                        ModelServer.says("What is the weather?"),
                        ModelServer.says("The deposit is 500 pounds [1]."));
                var service = service(model)) {
            document(service, "aldgate", "The Aldgate deposit is 500 pounds since 2019.");
            String key = service.key("asker", Map.of("default", "read"));
            String id = begin(service, key);
            ask(service, key, "How large is the Aldgate deposit?", id);
            JsonNode second = ask(service, key, "Was it 500 in 2019?", id);
            assertThat(second.path("question").asText()).contains("2019").contains("Aldgate");
        }
    }

    @Test
    void rewrittenQuestion_thatAnswersOrRepeatsItself_isNotUsed() {
        for (String written :
                List.of("The deposit is 500 pounds.", "Is the deposit 500 pounds? Is the deposit 500 pounds?")) {
            try (var model = new ModelServer(
                            ModelServer.says("The deposit is 500 pounds [1]."),
                            ModelServer.says(written),
                            ModelServer.says("The deposit is due in May [1]."));
                    var service = service(model)) {
                document(service, "aldgate", "The Aldgate deposit is 500 pounds. The deposit is due in May.");
                String key = service.key("asker", Map.of("default", "read"));
                String id = begin(service, key);
                ask(service, key, "How large is the Aldgate deposit?", id);
                JsonNode second = ask(service, key, "When is it due?", id);
                assertThat(second.path("question").asText())
                        .isNotEqualTo(written)
                        .contains("When is it due?");
            }
        }
    }

    @Test
    void deletedConversation_isGoneFromTheDisk() throws IOException {
        try (var service = TestService.start(folder)) {
            document(service, "aldgate", "The Aldgate deposit is 500 pounds.");
            String key = service.key("asker", Map.of("default", "read"));
            String id = begin(service, key);
            ask(service, key, "How large is the Aldgate deposit of zebrafinch?", id);
            assertThat(service.send(key, "DELETE", C + "/conversations/" + id, null)
                            .status())
                    .isEqualTo(200);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("catalog.db"))
                    .toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(bytes).as(file.toString()).doesNotContain("zebrafinch");
            }
        }
    }

    @Test
    void deletedDocument_takesWhatWasSaidFromIt() {
        try (var service = TestService.start(folder)) {
            var row = service.document("default", "aldgate.md", "The Aldgate deposit is 500 pounds.");
            String key = service.key("asker", Map.of("default", "admin"));
            String id = begin(service, key);
            ask(service, key, "How large is the Aldgate deposit?", id);
            String conversation = C + "/conversations/" + id;
            assertThat(service.get(key, conversation)
                            .json()
                            .at("/turn_list/0/said")
                            .asText())
                    .contains("500");
            service.send(key, "DELETE", C + "/documents/" + row.id(), null);
            assertThat(service.get(key, conversation)
                            .json()
                            .at("/turn_list/0/said")
                            .asText())
                    .isEmpty();
        }
    }

    @Test
    void conversation_whoseAskerMaySeeADocumentNoMore_keepsTheQuestionsAlone() {
        try (var service = TestService.start(folder)) {
            var row = service.document("default", "aldgate.md", "The Aldgate deposit is 500 pounds.");
            String admin = service.key("admin", Map.of("*", "admin"));
            String key = service.key("asker", Map.of("default", "read"));
            String id = begin(service, key);
            ask(service, key, "How large is the Aldgate deposit?", id);
            Reply hidden = service.send(admin, "PATCH", C + "/documents/" + row.id(), "{\"access\": [\"directors\"]}");
            assertThat(hidden.status()).as(hidden.body()).isEqualTo(200);
            JsonNode turn = service.get(key, C + "/conversations/" + id).json().at("/turn_list/0");
            assertThat(turn.path("said").asText()).isEmpty();
            assertThat(turn.path("question").asText()).isEqualTo("How large is the Aldgate deposit?");
        }
    }

    private static String converse(TestService service, String key, String topic, String secret) {
        String id = begin(service, key);
        for (int turn = 1; turn <= TURNS; turn++) {
            Reply reply = service.post(
                    key, C + "/ask", asking("How large is the " + topic + " " + secret + " in case " + turn + "?", id));
            assertThat(reply.status()).isEqualTo(200);
        }
        return id;
    }

    private static String begin(TestService service, String key) {
        return service.post(key, C + "/conversations", "{}").json().path("id").asText();
    }

    private static JsonNode ask(TestService service, String key, String question, String conversation) {
        Reply reply = service.post(key, C + "/ask", asking(question, conversation));
        assertThat(reply.status()).isEqualTo(200);
        return reply.json();
    }

    private static String asking(String question, String conversation) {
        return new ObjectMapper()
                .createObjectNode()
                .put("question", question)
                .put("conversation", conversation)
                .toString();
    }

    private static void document(TestService service, String name, String text) {
        service.document("default", name + ".md", text);
    }

    private TestService service(ModelServer model) {
        var config = TestService.config(EmbeddingConfig.DEFAULT, ServeConfig.DEFAULT.at("127.0.0.1", 0))
                .with(model.config(30));
        return TestService.start(folder, config, UnaryOperator.identity());
    }
}
