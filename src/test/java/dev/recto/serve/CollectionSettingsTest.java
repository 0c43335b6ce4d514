package dev.recto.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.EvaluationRow;
import dev.recto.evaluate.GenerationQuestions;
import dev.recto.index.PassageIndex;
import dev.recto.ingest.GenerationCheck;
import dev.recto.ingest.HeldGeneration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a collection's own settings do to its questions, and what is kept of how well they were answered. */
class CollectionSettingsTest {
    private static final String ONE = "/api/v1/collections/leases";
    private static final String QUESTION = "{\"question\":\"How long is the notice period?\"}";

    @TempDir
    private static Path folder;

    private static TestService service;

    @BeforeAll
    static void start() {
        service = TestService.start(folder.resolve("open"));
        for (int at = 1; at <= 12; at++) {
            service.document(
                    "leases",
                    "lease-" + at + ".md",
                    "The notice period of flat " + at + " is " + (at + 1) + " months, and its rent " + at * 90 + ".\n");
        }
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @BeforeEach
    void forget() {
        assertThat(set("{}")).isEqualTo(200);
    }

    private static JsonNode asked(String body) {
        return service.post(null, ONE + "/ask", body).json();
    }

    private static int set(String settings) {
        return service.send(null, "PATCH", ONE, "{\"settings\":" + settings + "}")
                .status();
    }

    @Test
    void question_toACollectionWithSettings_isAnsweredByThem() {
        assertThat(asked(QUESTION).path("evidence")).hasSize(10);
        assertThat(set("{\"limit\":3,\"answerer\":\"quote\"}")).isEqualTo(200);
        assertThat(asked(QUESTION).path("evidence")).hasSize(3);
        assertThat(service.post(null, ONE + "/search", QUESTION).json().path("evidence"))
                .hasSize(3);
        JsonNode settings = service.get(null, ONE).json().path("settings");
        assertThat(settings.path("limit").asInt()).isEqualTo(3);
        assertThat(settings.path("model").isNull()).isTrue();
    }

    @Test
    void question_thatSaysOtherwise_isAnsweredAsItSays() {
        set("{\"limit\":3}");
        assertThat(asked("{\"question\":\"How long is the notice period?\",\"limit\":5}")
                        .path("evidence"))
                .hasSize(5);
    }

    @Test
    void denseWeight_ofACollection_ranksItsPassages() {
        double standard = asked(QUESTION).path("evidence").get(0).path("score").asDouble();
        set("{\"dense_weight\":1}");
        JsonNode best = asked(QUESTION).path("evidence").get(0);
        assertThat(best.path("score").asDouble()).isNotEqualTo(standard);
        double words = asked("{\"question\":\"How long is the notice period?\",\"dense_weight\":0}")
                .path("evidence")
                .get(0)
                .path("score")
                .asDouble();
        assertThat(words).isNotEqualTo(best.path("score").asDouble());
    }

    @Test
    void settings_givenAnew_replaceAllAndLastThroughARename() {
        set("{\"limit\":3}");
        assertThat(service.send(null, "PATCH", ONE, "{\"name\":\"flats\",\"settings\":{\"dense_weight\":0.5}}")
                        .status())
                .isEqualTo(200);
        JsonNode settings =
                service.get(null, "/api/v1/collections/flats").json().path("settings");
        assertThat(settings.path("limit").isNull()).isTrue();
        assertThat(settings.path("dense_weight").asDouble()).isEqualTo(0.5);
        service.send(null, "PATCH", "/api/v1/collections/flats", "{\"name\":\"leases\"}");
        assertThat(service.get(null, ONE).json().path("settings")).isEqualTo(settings);
    }

    @Test
    void settings_outOfRange_areRefusedAndNothingChanges() {
        for (String wrong : new String[] {
            "{\"limit\":0}",
            "{\"limit\":101}",
            "{\"dense_weight\":1.1}",
            "{\"temperature\":3}",
            "{\"answerer\":\"me\"}",
            "{\"model\":\" \"}",
            "{\"max_tokens\":0}",
            "{\"nope\":1}"
        }) {
            assertThat(set(wrong)).as(wrong).isEqualTo(400);
        }
        assertThat(set("{\"answerer\":\"chat\"}")).isEqualTo(409);
        assertThat(service.send(null, "PATCH", ONE, "{}").status()).isEqualTo(400);
        assertThat(service.get(null, ONE).json().path("settings"))
                .isNotEmpty()
                .allSatisfy(value -> assertThat(value.isNull()).isTrue());
    }

    @Test
    void settings_setByOneWhoMayOnlyRead_areRefused() {
        try (TestService locked = TestService.start(folder.resolve("locked"))) {
            locked.home().catalog().collections().require("leases");
            String reader = locked.key("reader", Map.of("leases", "read"));
            assertThat(locked.send(reader, "PATCH", ONE, "{\"settings\":{}}").status())
                    .isEqualTo(403);
        }
    }

    @Test
    void evaluation_askedOfANewGeneration_isListed() throws Exception {
        Path questions = Files.createDirectories(service.home().home().config().resolve("evaluation"));
        Files.writeString(
                questions.resolve("leases.jsonl"),
                "{\"question\":\"How long is the notice period of flat 7?\",\"document\":\"lease-7.md\"}\n"
                        + "{\"question\":\"Who won the chess olympiad?\",\"answerable\":false}\n");
        CollectionRow row =
                service.home().catalog().collections().find("leases").orElseThrow();
        var check = new GenerationQuestions(
                service.home().catalog(),
                service.home()::assembly,
                service.home().parts(),
                questions,
                5);
        try (HeldGeneration held = service.home().hold(row);
                PassageIndex.Snapshot snapshot = held.index().snapshot()) {
            var next = new GenerationCheck.Candidate(held.row(), service.home().embedder(), snapshot);
            assertThat(check.check(row, next, next)).isEmpty();
        }
        JsonNode kept = service.get(null, ONE + "/evaluations").json().path("evaluations");
        assertThat(kept).hasSize(1);
        assertThat(kept.get(0).path("cause").asText()).isEqualTo("reindex");
        JsonNode figures = kept.get(0).path("sets").get(0).path("fused");
        assertThat(figures.path("document@1").asDouble()).isEqualTo(1);
        assertThat(figures.path("refused").asDouble()).isEqualTo(1);
    }

    @Test
    void evaluations_pastTheNewestFifty_goWithTheirCollection() {
        CollectionRow row = service.home().catalog().collections().require("gone");
        var rows = service.home().catalog().evaluations();
        for (int at = 1; at <= 51; at++) {
            rows.keep(new EvaluationRow(
                    row.id(), Instant.ofEpochMilli(at), 1, EvaluationRow.ASKED, "mine.csv", "{\"sets\":[]}"));
        }
        assertThat(rows.of(row.id()))
                .hasSize(50)
                .first()
                .extracting(EvaluationRow::at)
                .isEqualTo(Instant.ofEpochMilli(51));
        service.send(null, "DELETE", "/api/v1/collections/gone", null);
        assertThat(rows.of(row.id())).isEmpty();
    }
}
