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

    private static final String AT = "/api/v1/collections/default";

    private ModelServer model;
    private TestService service;
    private String key;
    private String document;
    private String more;

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
        var other = service.document(
                "default",
                "invoice.md",
                "Invoice number 4711. Please pay the total of 310 euros within thirty days. The invoice is for two garden chairs.");
        document = "\"document\":\"" + row.id() + "\"";
        more = "\"documents\":[\"" + row.id() + "\",\"" + other.id() + "\"]";
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
        JsonNode summary =
                service.post(key, AT + "/summarise", "{" + document + "}").json();
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
        JsonNode read = service.post(key, AT + "/extract", about(SCHEMA)).json();
        assertThat(read.path("valid").asBoolean()).as(read.toString()).isTrue();
        assertThat(read.at("/values/deposit").asInt()).isEqualTo(26_850);
        assertThat(read.path("values").has("landlord")).isFalse();
        assertThat(read.at("/fields/2/supported").asBoolean()).isFalse();
        assertThat(read.at("/citations/0/quote").asText()).contains("Acme Tools");
    }

    @Test
    void extract_whatDoesNotFitTheSchema_isSaid() {
        model.behave(ModelServer.says("I found: {\"values\": {\"tenant\": \"Acme Tools\"}} Good luck!"));
        JsonNode read = service.post(key, AT + "/extract", about(SCHEMA)).json();
        assertThat(read.path("valid").asBoolean()).isFalse();
        assertThat(read.path("problems").toString()).contains("deposit");
    }

    @Test
    void extract_aSchemaThatLeavesNoRoomForTheDocument_isRefused() {
        String schema = "{\"schema\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\",\"description\":\""
                + "much to say ".repeat(1_600) + "\"}}}}";
        int before = model.requests().size();
        TestService.Reply reply = service.post(key, AT + "/extract", about(schema));
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("chat.window");
        assertThat(model.requests()).hasSize(before);
    }

    @Test
    void extract_aSchemaThatRefersElsewhere_isRefused() {
        String schema =
                "{\"schema\":{\"type\":\"object\",\"properties\":{\"a\":{\"$ref\":\"http://127.0.0.1:1/x.json\"}}}}";
        assertThat(service.post(key, AT + "/extract", about(schema)).status()).isEqualTo(400);
        assertThat(service.post(key, AT + "/extract", "{" + document + ",\"schema\":[]}")
                        .status())
                .isEqualTo(400);
    }

    private String about(String body) {
        return "{" + document + "," + body.strip().substring(1);
    }

    @Test
    void summarise_severalDocuments_readsThemTogether() {
        model.behave(ModelServer.says(
                "Acme Tools pays a deposit of 26,850 euros [1]. Two garden chairs cost 310 euros [2]."));
        JsonNode summary =
                service.post(key, AT + "/summarise", "{" + more + "}").json();
        assertThat(summary.path("question").asText()).isEqualTo("lease.md, invoice.md");
        assertThat(summary.path("citations").findValuesAsText("name")).contains("lease.md", "invoice.md");
        assertThat(service.post(key, AT + "/summarise", "{}").status()).isEqualTo(400);
        assertThat(service.post(key, AT + "/summarise", "{\"documents\":[]}").status())
                .isEqualTo(400);
        assertThat(service.post(key, AT + "/summarise", "{\"document\":\"d_absentabsent\"}")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void classify_byAModel_givesEachDocumentItsLabelWithAShowingSentence() {
        model.behave(
                ModelServer.says("{\"label\": \"Rent contract\", \"piece\": 1}"),
                ModelServer.says("I would say: bill."));
        JsonNode labelled = service.post(
                        key, AT + "/classify", "{" + more + ",\"labels\":[\"rent contract\",\"bill\"]}")
                .json();
        assertThat(labelled.path("by").asText()).isEqualTo("chat");
        assertThat(labelled.at("/documents/0/label").asText()).isEqualTo("rent contract");
        assertThat(labelled.at("/documents/1/label").asText()).isEqualTo("bill");
        int cited = labelled.at("/documents/1/citation").asInt();
        assertThat(labelled.path("citations").path(cited - 1).path("name").asText())
                .isEqualTo("invoice.md");
    }

    @Test
    void classify_aLabelThatWasNotGiven_isNone() {
        model.behave(ModelServer.says("{\"label\": \"poem\", \"piece\": 1}"));
        JsonNode labelled = service.post(key, AT + "/classify", "{" + document + ",\"labels\":[\"a\",\"b\"]}")
                .json();
        assertThat(labelled.at("/documents/0/label").isNull()).isTrue();
        assertThat(labelled.at("/documents/0/citation").isNull()).isTrue();
    }

    @Test
    void classify_withoutAModel_choosesTheNearestLabelAndSaysSo() {
        String body = "{" + more
                + ",\"answerer\":\"quote\",\"labels\":[\"invoice for goods bought\",\"lease of a building\"]}";
        JsonNode labelled = service.post(key, AT + "/classify", body).json();
        assertThat(labelled.path("by").asText()).isEqualTo("similarity");
        assertThat(labelled.at("/documents/0/label").asText()).isEqualTo("lease of a building");
        assertThat(labelled.at("/documents/1/label").asText()).isEqualTo("invoice for goods bought");
        assertThat(labelled.at("/documents/1/scores")).hasSize(2);
        model.behave(ModelServer.status(500));
        JsonNode degraded = service.post(key, AT + "/classify", body.replace("quote", "chat"))
                .json();
        assertThat(degraded.path("by").asText()).isEqualTo("similarity");
        assertThat(degraded.path("degraded").asText()).isEqualTo("unavailable");
        assertThat(service.post(key, AT + "/classify", "{" + document + ",\"labels\":[\"one\"]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void translate_keepsCitationsAndMarksWhatLosesANumberOrName() {
        model.behave(ModelServer.says(
                "Acme Tools pays a deposit of 26,850 euros [1]. The notice period of the lease is six months [1]."));
        JsonNode answer = service.post(
                        key, AT + "/ask", "{\"question\":\"What does the tenant Acme Tools pay as a deposit?\"}")
                .json();
        assertThat(answer.path("sentences")).hasSize(2);
        String translate = AT + "/answers/" + answer.path("id").asText() + "/translate";
        model.behave(ModelServer.says("Acme Tools支付押金26850欧元。"), ModelServer.says("租约的通知期为六个月。"));
        JsonNode chinese = service.post(key, translate, "{\"to\":\"zh\"}").json();
        assertThat(chinese.path("sentences")).hasSize(2);
        for (int i = 0; i < 2; i++) {
            JsonNode sentence = chinese.path("sentences").path(i);
            assertThat(sentence.path("supported").asBoolean())
                    .as(sentence.toString())
                    .isTrue();
            assertThat(sentence.path("citations")).isEqualTo(answer.at("/sentences/" + i + "/citations"));
        }
        assertThat(chinese.path("citations")).isEqualTo(answer.path("citations"));
        model.behave(ModelServer.says("爱科米公司支付押金26850欧元。"), ModelServer.says("租约的通知期为九个月。"));
        JsonNode wrong = service.post(key, translate, "{\"to\":\"zh\"}").json();
        assertThat(wrong.at("/sentences/0/reason").asText()).isEqualTo("absent_name");
        assertThat(wrong.at("/sentences/1/reason").asText()).isEqualTo("absent_figure");
        model.behave(ModelServer.says("The notice period is six months."));
        assertThat(service.post(key, translate, "{\"to\":\"zh\"}")
                        .json()
                        .at("/sentences/0/reason")
                        .asText())
                .isEqualTo("not_translated");
        assertThat(service.post(key, translate, "{\"to\":\"fr\"}").status()).isEqualTo(400);
    }
}
