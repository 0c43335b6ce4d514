package dev.recto.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recto.document.TextRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswerFinderTest {
    @TempDir
    static Path cache;

    private static AnswerFinder finder;

    @BeforeAll
    static void open() {
        finder = new AnswerFinder(cache);
    }

    @AfterAll
    static void close() {
        finder.close();
    }

    /** The stored figures come from {@code src/train/reader/export.py}: the same files, run in Python, whose int8 kernels may round otherwise. */
    @Test
    void read_storedExamples_givesWhatTheExportedModelGaveInPython() throws IOException {
        try (InputStream json = AnswerFinderTest.class.getResourceAsStream("/reader/examples.json")) {
            for (JsonNode example : new ObjectMapper().readTree(Objects.requireNonNull(json))) {
                String text = example.get("text").asText();
                assertThat(best(example.get("question").asText(), text))
                        .isCloseTo(example.get("score").asDouble(), within(0.5));
            }
        }
    }

    @Test
    void read_oneTextThatAnswersAndOneThatDoesNot_scoresTheFirstHigher() {
        for (List<String> one : List.of(
                List.of(
                        "When was the bridge opened?",
                        "The bridge over the river was designed by Anna Berg. It was opened on 4 May 1932.",
                        "The museum has three floors. Its café sells cake and coffee every day."),
                List.of("这座大桥是什么时候通车的？", "这座跨江大桥由李明设计，于1957年10月正式通车。", "博物馆共有三层，一楼的咖啡厅每天供应蛋糕和咖啡。"))) {
            assertThat(best(one.getFirst(), one.get(1))).isGreaterThan(best(one.getFirst(), one.get(2)));
        }
    }

    @Test
    void read_answerFarDownALongText_looksThereToo() {
        String mild = "The weather was mild, and nothing else happened on that day in the village. ".repeat(18);
        String text = mild + "The bridge was opened on 4 May 1932.";
        double[] scores = finder.read(
                "When was the bridge opened?",
                text,
                List.of(new TextRange(0, mild.length()), new TextRange(mild.length(), text.length())));
        assertThat(scores[1]).isGreaterThan(scores[0]);
    }

    @Test
    void read_strangeTexts_givesAScoreForEachSentenceAndNeverFails() {
        List<String> texts = List.of(
                "", " \n", "\ud800", "😀".repeat(3_000), "字".repeat(1_000_000), "a".repeat(500_000), "\u0000\ufffe");
        for (String question : List.of("", "who".repeat(10_000) + "\udc00")) {
            for (String text : texts) {
                assertThat(best(question, text)).isNotNaN();
            }
        }
        assertThat(best("Who?", "")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(finder.read("Who?", "A text.", List.of())).isEmpty();
    }

    @Test
    void read_afterClose_isRefused() {
        AnswerFinder closed = new AnswerFinder(cache);
        closed.close();
        assertThatThrownBy(() -> closed.read("Who?", "A text.", List.of())).isInstanceOf(IllegalStateException.class);
    }

    private static double best(String question, String text) {
        return finder.read(question, text, List.of(new TextRange(0, text.length())))[0];
    }
}
