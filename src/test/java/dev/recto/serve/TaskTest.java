package dev.recto.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recto.answer.chat.ModelServer;
import dev.recto.config.EmbeddingConfig;
import dev.recto.config.ServeConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tasks over a document, with a server that says what a chat model would. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TaskTest {
    private static final String SCHEMA = """
            {"schema": {"type": "object", "required": ["tenant", "deposit"], "properties": {
              "tenant": {"type": "string"}, "deposit": {"type": "integer"}, "landlord": {"type": "string"}}}}
            """;

    private ModelServer model;
    private TestService service;
    private String key;
    private String document;

    @BeforeAll
    void start(@TempDir Path folder) {
        model = new ModelServer(ModelServer.says("NOT_FOUND"));
        var config = TestService.config(EmbeddingConfig.DEFAULT, ServeConfig.DEFAULT.at("127.0.0.1", 0))
                .with(model.config(30));
        service = TestService.start(folder, config, UnaryOperator.identity());
        key = service.key("asker", Map.of("default", "read"));
        var row = service.document(
                "default",
                "lease.md",
                "The tenant Acme Tools pays a deposit of 26,850 euros. The notice period of the lease is six months."
                        + " The landlord insures the building against fire and water.");
        document = "/api/v1/collections/default/documents/" + row.id();
    }

    @AfterAll
    void stop() {
        service.close();
        model.close();
    }

    @Test
    void summarise_byAModel_keepsCitationsAndMarksWhatNothingBacks() {
        model.behave(ModelServer.says(
                "Acme Tools pays a deposit of 26,850 euros [1]. The notice period is nine months [1]."));
        JsonNode summary = service.post(key, document + "/summarise", "{}").json();
        assertThat(summary.path("answerer").asText()).isEqualTo("chat");
        assertThat(summary.at("/sentences/0/supported").asBoolean()).isTrue();
        assertThat(summary.at("/sentences/0/citations")).isNotEmpty();
        assertThat(summary.at("/sentences/1/supported").asBoolean()).isFalse();
        assertThat(summary.at("/sentences/1/reason").asText()).isEqualTo("absent_figure");
    }

    @Test
    void extract_eachValue_countsOnlyWithItsCitation() {
        model.behave(
                ModelServer.says(
                        "{\"values\": {\"tenant\": \"Acme Tools\", \"deposit\": 26850, \"landlord\": \"Norman Foster\"}, \"sources\": {\"tenant\": 1}}"));
        JsonNode read = service.post(key, document + "/extract", SCHEMA).json();
        assertThat(read.path("valid").asBoolean()).as(read.toString()).isTrue();
        assertThat(read.at("/values/deposit").asInt()).isEqualTo(26_850);
        assertThat(read.path("values").has("landlord")).isFalse();
        assertThat(read.at("/fields/2/supported").asBoolean()).isFalse();
        assertThat(read.at("/citations/0/quote").asText()).contains("Acme Tools");
    }

    @Test
    void extract_whatDoesNotFitTheSchema_isSaid() {
        model.behave(ModelServer.says("I found: {\"values\": {\"tenant\": \"Acme Tools\"}} Good luck!"));
        JsonNode read = service.post(key, document + "/extract", SCHEMA).json();
        assertThat(read.path("valid").asBoolean()).isFalse();
        assertThat(read.path("problems").toString()).contains("deposit");
    }

    @Test
    void extract_aSchemaThatLeavesNoRoomForTheDocument_isRefused() {
        String schema = "{\"schema\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"description\":\""
                + "much to say ".repeat(1_600) + "\"}}}}";
        int before = model.requests().size();
        TestService.Reply reply = service.post(key, document + "/extract", schema);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("chat.window");
        assertThat(model.requests()).hasSize(before);
    }

    @Test
    void extract_aSchemaThatRefersElsewhere_isRefused() {
        String schema =
                "{\"schema\":{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"http://127.0.0.1:1/x.json\"}}}}";
        assertThat(service.post(key, document + "/extract", schema).status()).isEqualTo(400);
        assertThat(service.post(key, document + "/extract", "{\"schema\":[]}").status())
                .isEqualTo(400);
    }
}
