package dev.recto.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import dev.recto.catalog.VectorCache;
import dev.recto.embed.Embedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerEvaluationTest {
    private static final String LEASES = """
            {"data": [{"title": "Leases", "paragraphs": [
              {"context": "The notice period is three months. It is the same for both sides.", "qas": [
                {"id": "1", "question": "How long is the notice period?", "answers": [{"text": "three months"}]},
                {"id": "2", "question": "How long is the notice period?", "answers": [{"text": "four weeks"}]}]},
              {"context": "A deposit of two rents is paid.", "qas": [
                {"id": "3", "question": "   ", "answers": [{"text": "two rents"}]}]}]}]}
            """;

    @TempDir
    Path folder;

    @Test
    void measure_squadFile_isAsWorkedByHand() throws Exception {
        SetReport report = measure(AnswerEvaluation.answers(List.of(file("leases.json", LEASES)), true))
                .getFirst();
        assertThat(report.counts())
                .containsEntry("documents", 2)
                .containsEntry("passages", 2)
                .containsEntry("questions", 3);
        // right, wrong gold answer, and a blank question that finds nothing
        assertThat(report.figure("fused", "first_sentence")).isEqualTo(1 / 3.0);
        assertThat(report.figure("fused", "any_sentence")).isEqualTo(1 / 3.0);
        assertThat(report.figure("fused", "first_passage")).isEqualTo(1 / 3.0);
        // said: notice period is three months; gold: three months
        assertThat(report.statistic("fused", "f1").of(new int[] {1, 0, 0})).isEqualTo(2.0 * 2 / (5 + 2));
        assertThat(report.figure("fused", "em")).isZero();
        assertThat(report.figure("fused", "document@1")).isEqualTo(2 / 3.0);
        assertThat(report.curve().points()).isEmpty();
        assertThat(report.rankings()).containsOnlyKeys("fused", "lexical", "dense");
        assertThat(report.latency()).isNotNull();
    }

    @Test
    void measure_eachQuestion_hasALineThatShowsWhyItFailed() throws Exception {
        SetReport report = measure(AnswerEvaluation.answers(List.of(file("leases.json", LEASES)), true))
                .getFirst();
        Path out = folder.resolve("out");
        new QuestionLines(out).write(List.of(report));
        List<String> lines = Files.readAllLines(out.resolve("leases.jsonl"));
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1))
                .contains("four weeks")
                .contains("\"right_sentences\":[false")
                .contains("three months");
    }

    @Test
    void measure_questionsOverSomethingElse_haveNoAnswerThere() throws Exception {
        Path other = file("cats.json", """
                {"data": [{"title": "Cats", "paragraphs": [{"context": "Cats purr.", "qas": [
                  {"id": "9", "question": "What do cats do?", "answers": [{"text": "purr"}]}]}]}]}
                """);
        List<SetReport> reports = measure(List.of(AnswerEvaluation.over(file("leases.json", LEASES), other, true)));
        assertThat(reports).hasSize(1);
        SetReport report = reports.getFirst();
        assertThat(report.name()).isEqualTo("leases over cats");
        assertThat(report.questions()).isEqualTo(6);
        assertThat(report.figure("fused", "refused")).isEqualTo(1);
        assertThat(report.figure("fused", "auc")).isBetween(0.5, 1.0);
        assertThat(report.curve().points()).isNotEmpty();
    }

    @Test
    void measure_severalSetsWithUnanswerableQuestions_areReportedTogether() throws Exception {
        Path one = file("one.json", list("Cats purr.", "What do cats do?", "purr"));
        Path two = file("two.json", list("Dogs bark.", "What do dogs do?", "bark"));
        List<SetReport> reports = measure(AnswerEvaluation.abstention(List.of(one, two), true));
        assertThat(reports)
                .extracting(SetReport::name)
                .containsExactly(
                        "one, own paragraph",
                        "one, all paragraphs",
                        "two, own paragraph",
                        "two, all paragraphs",
                        "all together");
        assertThat(reports.getLast().questions()).isEqualTo(8);
        assertThat(ReportJson.of(reports).get("sets")).asInstanceOf(LIST).hasSize(5);
        assertThat(ReportText.of(reports.getLast())).anyMatch(line -> line.contains("refused"));
    }

    @Test
    void measure_questionsAsTheyShouldNotBe_areAnsweredOrRefused() throws Exception {
        List<EvaluationQuestion> awkward = List.of(
                        "notice",
                        "notice ".repeat(1_430),
                        "?!…。、",
                        "¿Cuánto dura el plazo?",
                        "Сколько?",
                        "\u0000",
                        "🙂")
                .stream()
                .map(text -> new EvaluationQuestion(text, text, List.of("three months"), List.of(), true))
                .toList();
        var document = new EvaluationDocument("lease", "", "The notice period is three months.");
        var set = new EvaluationSet("awkward", List.of(new EvaluationSet.Case(List.of(document), awkward)));
        SetReport report = measure(List.of(set)).getFirst();
        assertThat(report.questions()).isEqualTo(7);
        assertThat(report.statistic("fused", "first_sentence").of(new int[] {1, 0, 0, 0, 0, 0, 0}))
                .isEqualTo(1);
    }

    @Test
    void measure_noDocuments_refusesEverything() throws Exception {
        var asked = new EvaluationQuestion("1", "What?", List.of("that"), List.of(), true);
        var set = new EvaluationSet("empty", List.of(new EvaluationSet.Case(List.of(), List.of(asked))));
        SetReport report = measure(List.of(set)).getFirst();
        assertThat(report.figure("fused", "answered")).isZero();
        assertThat(report.counts()).containsEntry("passages", 0);
    }

    private static String list(String context, String question, String answer) {
        return """
                [{"id": "a", "context": "%1$s", "question": "%2$s", "answers": ["%3$s"], "is_impossible": false},
                 {"id": "b", "context": "%1$s", "question": "Who was crowned in Reims?", "answers": [], "is_impossible": true}]
                """.formatted(context, question, answer);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private List<SetReport> measure(List<EvaluationSet> sets) throws InterruptedException {
        Embedder embedder = new ConstantEmbedder();
        try (VectorCache cache = VectorCache.open(folder.resolve("vectors.db"))) {
            return new AnswerEvaluation(new Instrument(embedder, cache, PlainAssembly::new, true)).measure(sets);
        }
    }
}
