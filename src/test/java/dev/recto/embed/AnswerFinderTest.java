package dev.recto.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
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

    /** The stored figures come from {@code src/train/reader/export.py}: the same files, run in Python. */
    @Test
    void find_storedExamples_givesWhatTheExportedModelGaveInPython() throws IOException {
        try (InputStream json = AnswerFinderTest.class.getResourceAsStream("/reader/examples.json")) {
            for (JsonNode example : new ObjectMapper().readTree(Objects.requireNonNull(json))) {
                String text = example.get("text").asText();
                TextAnswers found = finder.find(example.get("question").asText(), List.of(text))
                        .getFirst();
                assertThat(found.score()).isCloseTo(example.get("score").asDouble(), within(0.1));
                assertThat(found.spans().getFirst().range().of(text))
                        .isEqualTo(example.get("answer").asText());
            }
        }
    }

    @Test
    void find_oneTextThatAnswersAndOneThatDoesNot_scoresTheFirstHigher() {
        for (List<String> one : List.of(
                List.of(
                        "When was the bridge opened?",
                        "The bridge over the river was designed by Anna Berg. It was opened on 4 May 1932.",
                        "The museum has three floors. Its café sells cake and coffee every day."),
                List.of("这座大桥是什么时候通车的？", "这座跨江大桥由李明设计，于1957年10月正式通车。", "博物馆共有三层，一楼的咖啡厅每天供应蛋糕和咖啡。"))) {
            List<TextAnswers> found = finder.find(one.getFirst(), one.subList(1, 3));
            assertThat(found.getFirst().score()).isGreaterThan(found.getLast().score());
        }
    }

    @Test
    void find_answerFarDownALongText_looksThereToo() {
        String text = "The weather was mild, and nothing else happened on that day in the village. ".repeat(18)
                + "The bridge was opened on 4 May 1932.";
        TextAnswers found =
                finder.find("When was the bridge opened?", List.of(text)).getFirst();
        assertThat(found.spans().getFirst().range().start()).isGreaterThan(text.indexOf("The bridge was"));
    }

    @Test
    void find_strangeTexts_givesSpansInsideThemAndNeverFails() {
        List<String> texts = List.of(
                "", " \n", "\ud800", "😀".repeat(3_000), "字".repeat(1_000_000), "a".repeat(500_000), "\u0000\ufffe");
        for (String question : List.of("", "who".repeat(10_000) + "\udc00")) {
            List<TextAnswers> found = finder.find(question, texts);
            assertThat(found).hasSameSizeAs(texts);
            for (int i = 0; i < texts.size(); i++) {
                int length = texts.get(i).length();
                assertThat(found.get(i).spans()).hasSizeLessThanOrEqualTo(AnswerFinder.MOST_SPANS);
                assertThat(found.get(i).spans())
                        .allSatisfy(span -> assertThat(span.range().end()).isLessThanOrEqualTo(length));
            }
        }
        assertThat(finder.find("Who?", List.of("")).getFirst().score()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void find_moreTextsThanItReads_isRefused() {
        List<String> texts = Collections.nCopies(AnswerFinder.MOST_TEXTS + 1, "A text.");
        assertThatThrownBy(() -> finder.find("Who?", texts)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void find_afterClose_isRefused() {
        AnswerFinder closed = new AnswerFinder(cache);
        closed.close();
        assertThatThrownBy(() -> closed.find("Who?", List.of("A text."))).isInstanceOf(IllegalStateException.class);
    }
}
