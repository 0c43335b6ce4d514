package dev.recto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recto.catalog.Home;
import dev.recto.cli.CommandLineRun;
import dev.recto.config.RectoConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole path over {@code data/samples}, by the commands that a person uses. */
class SamplesIT {
    private static final String SAMPLES = "data/samples";

    @TempDir
    static Path home;

    @BeforeAll
    static void ingest() throws Exception {
        CommandLineRun run = CommandLineRun.on(home, "ingest", SAMPLES, "--json");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.json().at("/outcomes/INDEXED").asInt()).isGreaterThanOrEqualTo(8);
        assertThat(run.json().at("/not_taken_in")).isEmpty();
    }

    static Stream<Arguments> questions() {
        return Stream.of(
                arguments(
                        "How much notice must be given to end the lease early?", "office-lease.docx", 0, "six months"),
                arguments("How large is the deposit the tenant pays?", "office-lease.docx", 0, "26,850"),
                arguments("How long are backups of the laboratory server kept?", "staff-handbook.pdf", 2, "90 days"),
                arguments("What is the training budget of each employee?", "staff-handbook.pdf", 2, "1,500"),
                arguments(
                        "How many days of special leave for moving house for the company?",
                        "staff-handbook.pdf",
                        1,
                        "3"),
                arguments("How much energy did the downstream row lose?", "tidal-array-paper.pdf", 0, "11.8 %"),
                arguments(
                        "Who funded the work on the tidal array?",
                        "tidal-array-paper.pdf",
                        2,
                        "Corran Islands Energy Trust"),
                arguments("What does the data logger with 16 channels cost?", "price-list.xlsx", 0, "3975"),
                arguments("Which firmware version fixes the clock drift?", "calibration-offer.eml", 0, "4.5"),
                arguments("住在亲友家中每晚补贴多少？", "差旅管理办法.pdf", 0, "一百元"),
                arguments("出差借款的上限是多少？", "差旅管理办法.pdf", 2, "八千元"),
                arguments("临时警戒区的申请由谁负责？", "会议纪要.md", 0, "顾晓彤"));
    }

    @ParameterizedTest
    @MethodSource("questions")
    void ask_answerableQuestion_citesTheRightDocumentAndPage(String question, String name, int page, String words)
            throws Exception {
        CommandLineRun run = CommandLineRun.on(home, "ask", "--json", question);
        assertThat(run.status()).as(run.out()).isZero();
        JsonNode citations = run.json().at("/citations");
        boolean cited = false;
        for (JsonNode citation : citations) {
            boolean rightPage = page == 0 || citation.at("/page").asInt() == page;
            cited |= citation.at("/name").asText().equals(name)
                    && rightPage
                    && citation.at("/quote").asText().contains(words);
        }
        assertThat(cited).as(run.out()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"What is the capital of Mongolia?", "Who won the football world cup in 1998?", "牛顿第二定律是什么？"})
    void ask_whatTheDocumentsDoNotSay_isNotFound(String question) throws Exception {
        CommandLineRun run = CommandLineRun.on(home, "ask", "--json", question);
        assertThat(run.status()).as(run.out()).isEqualTo(3);
        assertThat(run.json().at("/outcome").asText()).isEqualTo("not_found");
        assertThat(run.json().at("/sentences")).isEmpty();
        assertThat(run.json().at("/evidence")).isNotEmpty();
    }

    @Test
    void ask_json_hasTheShapeThatProgramsRelyOn() throws Exception {
        JsonNode answer = CommandLineRun.on(home, "ask", "--json", "How large is the deposit the tenant pays?")
                .json();
        assertThat(CommandLineRun.fields(answer))
                .contains(
                        "id",
                        "question",
                        "outcome",
                        "confidence",
                        "answerer",
                        "degraded",
                        "sentences",
                        "citations",
                        "evidence",
                        "usage",
                        "timings_ms",
                        "generation");
        assertThat(CommandLineRun.fields(answer.at("/sentences/0"))).contains("text", "supported", "citations");
        assertThat(CommandLineRun.fields(answer.at("/citations/0")))
                .contains(
                        "id",
                        "collection",
                        "document",
                        "name",
                        "part",
                        "page",
                        "section",
                        "quote",
                        "start",
                        "end",
                        "boxes",
                        "passage");
        assertThat(CommandLineRun.fields(answer.at("/evidence/0")))
                .contains("passage", "document", "name", "part", "page", "score", "lexical", "dense", "text");
        assertThat(answer.at("/id").asText()).startsWith("a_");
        assertThat(answer.at("/citations/0/document").asText()).startsWith("d_");
        assertThat(answer.at("/citations/0/passage").asText()).startsWith("p_");
        assertThat(answer.at("/timings_ms/embed").isNumber()).isTrue();
    }

    @Test
    void citation_everyQuote_equalsThePartsTextAtItsOffsets() throws Exception {
        JsonNode answer =
                CommandLineRun.on(home, "ask", "--json", "出差借款的上限是多少？").json();
        assertThat(answer.at("/citations")).isNotEmpty();
        for (JsonNode citation : answer.at("/citations")) {
            String part = citation.at("/part").asText();
            String text = CommandLineRun.on(
                            home, "show", citation.at("/document").asText(), "--part", part, "--json")
                    .json()
                    .at("/text")
                    .asText();
            assertThat(text.substring(
                            citation.at("/start").asInt(), citation.at("/end").asInt()))
                    .isEqualTo(citation.at("/quote").asText());
        }
    }

    @Test
    void ask_text_printsSentencesThenCitations() {
        CommandLineRun run = CommandLineRun.on(home, "ask", "What is the training budget of each employee?");
        assertThat(run.out()).contains("1,500").contains("[1] staff-handbook.pdf, p. 2: \"");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void ask_filter_keepsToThatDocument() throws Exception {
        JsonNode answer = CommandLineRun.on(
                        home, "ask", "--json", "--filter", "name=price-list.xlsx", "What does a calibration cost?")
                .json();
        assertThat(answer.at("/evidence")).isNotEmpty();
        answer.at("/evidence")
                .forEach(passage -> assertThat(passage.at("/name").asText()).isEqualTo("price-list.xlsx"));
    }

    @Test
    void search_explain_showsBothScores() {
        CommandLineRun run = CommandLineRun.on(home, "search", "--explain", "--limit", "3", "parking spaces");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("words").contains("meaning").contains("office-lease.docx");
        assertThat(run.out().lines().filter(line -> line.contains("meaning")).count())
                .isEqualTo(3);
    }

    @Test
    void ingest_again_everythingIsUnchanged() throws Exception {
        JsonNode summary = CommandLineRun.on(home, "ingest", SAMPLES, "--json").json();
        assertThat(CommandLineRun.fields(summary.at("/outcomes"))).containsExactly("UNCHANGED");
        assertThat(summary.at("/embedded").asInt()).isZero();
    }

    @Test
    void ingest_listOnStandardInput_takesWhatItNames(@TempDir Path other) throws Exception {
        CommandLineRun run = CommandLineRun.with(
                Map.of("RECTO_HOME", other.toString()), SAMPLES + "/tide_window.py\n", "ingest", "--json", "-");
        assertThat(run.status()).isZero();
        assertThat(run.json().at("/documents").asInt()).isEqualTo(1);
    }

    @Test
    void ingest_onePathMissing_isSomeFailedAndTheRestIsIn(@TempDir Path other) throws Exception {
        CommandLineRun run = CommandLineRun.on(other, "ingest", SAMPLES + "/tide_window.py", "absent.pdf");
        assertThat(run.status()).as(run.err()).isEqualTo(4);
        assertThat(run.err()).contains("absent.pdf");
        assertThat(CommandLineRun.on(other, "list", "--json").json().at("/documents"))
                .hasSize(1);
    }

    @Test
    void ingest_everyPathMissing_isFailed(@TempDir Path other) {
        assertThat(CommandLineRun.on(other, "ingest", "absent.pdf").status()).isEqualTo(1);
    }

    @Test
    void show_document_hasPartsPassagesVersionsAndLedger() throws Exception {
        JsonNode shown =
                CommandLineRun.on(home, "show", "staff-handbook.pdf", "--json").json();
        assertThat(shown.at("/part_list")).hasSize(3);
        assertThat(shown.at("/passage_list"))
                .hasSize(shown.at("/passages").asInt())
                .isNotEmpty();
        assertThat(shown.at("/versions")).hasSize(1);
        assertThat(shown.at("/ledger")).isNotEmpty();
        assertThat(shown.at("/state").asText()).isEqualTo("indexed");
    }

    @Test
    void delete_document_isNotFoundAfterwards(@TempDir Path other) throws Exception {
        CommandLineRun.on(other, "ingest", SAMPLES + "/tide_window.py");
        String question = "What is the slack speed agreed with the diving contractor?";
        assertThat(CommandLineRun.on(other, "search", question, "--json").json().at("/evidence"))
                .isNotEmpty();
        CommandLineRun run = CommandLineRun.on(other, "delete", "tide_window.py", "--json");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.json().at("/receipts/0/absent").asBoolean()).isTrue();
        assertThat(CommandLineRun.on(other, "ask", question).status()).isEqualTo(3);
        assertThat(CommandLineRun.on(other, "search", question, "--json").json().at("/evidence"))
                .isEmpty();
        assertThat(CommandLineRun.on(other, "delete", "tide_window.py").status())
                .isEqualTo(1);
    }

    @Test
    void delete_attachmentAmongSeveral_isRefusedBeforeAnythingGoes(@TempDir Path other) throws Exception {
        CommandLineRun.on(other, "ingest", SAMPLES + "/calibration-offer.eml", SAMPLES + "/tide_window.py");
        JsonNode documents = CommandLineRun.on(other, "list", "--json").json().at("/documents");
        String child = "";
        for (JsonNode document : documents) {
            child = document.at("/parent").isTextual() ? document.at("/id").asText() : child;
        }
        CommandLineRun refused = CommandLineRun.on(other, "delete", "--json", "tide_window.py", child);
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("calibration-offer.eml");
        assertThat(CommandLineRun.on(other, "list", "--json").json().at("/documents"))
                .isEqualTo(documents);
        CommandLineRun both = CommandLineRun.on(other, "delete", "--json", "calibration-offer.eml", child);
        assertThat(both.status()).as(both.err()).isZero();
        assertThat(both.json().at("/receipts")).hasSize(1);
    }

    @Test
    void chat_json_printsAnswersAlone() throws Exception {
        CommandLineRun run = CommandLineRun.with(
                Map.of("RECTO_HOME", home.toString()),
                "What is the training budget of each employee?\n",
                "chat",
                "--json");
        assertThat(run.json().at("/outcome").asText()).isEqualTo("grounded");
    }

    @Test
    void ask_files_answersAndKeepsNothing(@TempDir Path other) throws IOException {
        CommandLineRun run = CommandLineRun.on(
                other, "ask", "--files", SAMPLES + "/office-lease.docx", "How large is the deposit the tenant pays?");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("26,850");
        try (Stream<Path> left = Files.list(other)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void ask_filesMissing_isOneSentence(@TempDir Path other) {
        CommandLineRun run = CommandLineRun.on(other, "ask", "--files", "absent", "How large is the deposit?");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("absent");
    }

    @Test
    void home_heldByAnother_isToldWhoHoldsIt(@TempDir Path other) {
        try (Application held = Application.open(new Home(other), RectoConfig.DEFAULT)) {
            assertThat(held.home().root()).isEqualTo(other);
            CommandLineRun run = CommandLineRun.on(other, "list");
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err())
                    .contains(String.valueOf(ProcessHandle.current().pid()));
        }
    }

    @Test
    void chat_fromAPipe_answersEachLine() {
        CommandLineRun run = CommandLineRun.with(
                Map.of("RECTO_HOME", home.toString()),
                "What is the training budget of each employee?\n\n出差借款的上限是多少？\n",
                "chat");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("1,500").contains("八千元");
    }

    @Test
    void doctor_soundHome_findsNothing() throws Exception {
        CommandLineRun run = CommandLineRun.on(home, "doctor", "--json");
        assertThat(run.status()).as(run.out()).isZero();
        assertThat(run.json().at("/sound").asBoolean()).isTrue();
    }
}
