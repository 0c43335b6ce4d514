package dev.recto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code eval} over real collections, with the built-in models. */
class EvalCommandTest {
    @TempDir
    Path home;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("mine.csv"), """
                question,expected,document,page,answerable
                How long is the notice period?,three months,lease.txt,1,
                押金是多少？,两个月,押金,,
                How long is the notice period?,four weeks,no such document,,
                Who painted the ceiling of the chapel?,,,,false
                """);
    }

    @Test
    void grounding_sameSeed_makesTheSameSentencesAndTellsThemApart() throws IOException {
        Files.writeString(folder.resolve("mine.json"), """
                {"data": [{"title": "Ships", "paragraphs": [
                  {"context": "The Aurora was built by Henry Brown in 1904. It carried 340 people to Bergen. Later the ship was sold to Anna Keller.",
                   "qas": [{"id": "1", "question": "Who built it?", "answers": [{"text": "Henry Brown"}]}]},
                  {"context": "The Borealis was launched in 1911 at Trondheim. It had 12 cabins and was not insured. Peter Olsen commanded the crew.",
                   "qas": [{"id": "2", "question": "When?", "answers": [{"text": "1911"}]}]}]}]}
                """);
        CommandLineRun run = eval("grounding", "--seed", "3", "mine.json");
        assertThat(run.err()).isEmpty();
        JsonNode set = run.json().path("sets").path(0);
        assertThat(set.path("fused").path("quoted").asDouble()).isEqualTo(1);
        assertThat(set.path("fused").path("caught").asDouble()).isGreaterThan(0.5);
        assertThat(eval("grounding", "--seed", "3", "mine.json")
                        .json()
                        .path("sets")
                        .path(0)
                        .path("fused"))
                .isEqualTo(set.path("fused"));
    }

    @Test
    void questions_ownCollection_areMeasured() throws IOException {
        takeIn();
        CommandLineRun run =
                eval("questions", "--compare", "--out", folder.resolve("out").toString(), "mine.csv");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        JsonNode set = run.json().path("sets").path(0);
        assertThat(set.path("documents").asInt()).isEqualTo(2);
        assertThat(set.path("questions").asInt()).isEqualTo(4);
        assertThat(set.path("missing").asInt()).isEqualTo(1);
        assertThat(set.path("fused").path("first_sentence").asDouble()).isEqualTo(2 / 3.0);
        assertThat(set.path("fused").path("document@1").asDouble()).isEqualTo(2 / 3.0);
        assertThat(set.path("fused").path("page@1").asDouble()).isEqualTo(1);
        assertThat(set.path("fused").path("refused").asDouble()).isEqualTo(1);
        assertThat(set.path("lexical").isObject() && set.path("dense").isObject())
                .isTrue();
        assertThat(set.path("intervals").path("fused").path("first_sentence")).hasSize(2);
        assertThat(set.path("differences")
                        .path("dense")
                        .path("document@1")
                        .path("significant")
                        .isBoolean())
                .isTrue();
        assertThat(set.path("latency_ms").path("p50").asDouble()).isPositive();
        assertThat(Files.readAllLines(folder.resolve("out/mine.csv.jsonl"))).hasSize(4);
        assertThat(folder.resolve("out/risk-coverage.svg")).content().contains("<polyline");
    }

    @Test
    void questions_emptyCollection_areAllRefused() throws IOException {
        CommandLineRun run = eval("questions", "mine.csv");
        assertThat(run.status()).isZero();
        JsonNode set = run.json().path("sets").path(0);
        assertThat(set.path("fused").path("answered").asDouble()).isZero();
        assertThat(set.path("fused").path("refused").asDouble()).isEqualTo(1);
        assertThat(set.path("missing").asInt()).isEqualTo(3);
    }

    @Test
    void pages_documentsBesideTheQuestions_comeInOnceAndPagesCountFromZero() throws IOException {
        Path pdfs = Files.createDirectories(folder.resolve("set/pdfs"));
        Files.writeString(pdfs.resolve("LEASE_2018.txt"), "The notice period is three months.");
        Files.writeString(folder.resolve("set/questions.jsonl"), """
                {"question": "How long is the notice period?", "evidence": [{"doc_name": "LEASE_2018", "evidence_page_num": 0}]}
                """);
        JsonNode first = eval("pages", "set").json().path("sets").path(0);
        JsonNode again = eval("pages", "set").json().path("sets").path(0);
        assertThat(first.path("missing").asInt()).isZero();
        assertThat(first.path("fused").path("page@1").asDouble()).isEqualTo(1);
        assertThat(again.path("fused")).isEqualTo(first.path("fused"));
        assertThat(home.resolve("data/evaluation/home")).isDirectory();
    }

    @Test
    void answers_written_fillThePagesTable() throws IOException {
        Files.writeString(folder.resolve("squad.json"), """
                {"data": [{"title": "Leases", "paragraphs": [{"context": "The notice period is three months.", "qas": [
                  {"id": "1", "question": "How long is the notice period?", "answers": [{"text": "three months"}]}]}]}]}
                """);
        Path page = Files.writeString(folder.resolve("page.md"), "<!-- eval answers -->\n<!-- end -->\n");
        assertThat(eval("answers", "--write", page.toString(), "squad.json").status())
                .isZero();
        assertThat(page).content().contains("| squad | 1 | 1.0000 [1.000, 1.000] |");
    }

    @Test
    void malformedLine_namesFileAndLineAndFails() throws IOException {
        Files.writeString(folder.resolve("mine.csv"), "question,page\nok,\nbad,x\n");
        CommandLineRun run = eval("questions", "mine.csv");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("mine.csv, line 3");
    }

    @Test
    void unknownKind_isWrongUseAndNamesThem() {
        CommandLineRun run = eval("everything", "mine.csv");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("retrieval", "answers", "abstention", "pages", "questions");
        assertThat(eval("answers", "--over", "x=y", "mine.csv").status()).isEqualTo(2);
        assertThat(eval("abstention", "--over", "x", "mine.csv").status()).isEqualTo(1);
        assertThat(CommandLineRun.on(home, "eval", "pages").status()).isEqualTo(2);
    }

    private void takeIn() throws IOException {
        Path documents = Files.createDirectories(folder.resolve("documents"));
        Files.writeString(documents.resolve("lease.txt"), "The notice period is three months.");
        Files.writeString(documents.resolve("押金.txt"), "押金是两个月的租金。");
        assertThat(CommandLineRun.on(home, "ingest", documents.toString()).status())
                .isZero();
    }

    /** The last argument is a file of the folder. */
    private CommandLineRun eval(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "eval";
        all[1] = "--json";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        all[all.length - 1] = folder.resolve(arguments[arguments.length - 1]).toString();
        return CommandLineRun.on(home, all);
    }
}
