package dev.recto.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationPageTest {
    @TempDir
    Path folder;

    @Test
    void write_setMeasuredAgain_replacesItsRowAlone() throws IOException {
        Path page =
                Files.writeString(folder.resolve("page.md"), "Before\n<!-- eval retrieval -->\n<!-- end -->\nAfter\n");
        new EvaluationPage(page).write(EvaluationKind.RETRIEVAL, List.of(report("one", 1, 0), report("two", 0, 0)));
        new EvaluationPage(page).write(EvaluationKind.RETRIEVAL, List.of(report("one", 0, 0)));
        String text = Files.readString(page);
        assertThat(text).startsWith("Before\n").endsWith("<!-- end -->\nAfter\n");
        assertThat(text.lines().filter(line -> line.startsWith("| one "))).hasSize(1);
        assertThat(text.lines()
                        .filter(line -> line.startsWith("| one "))
                        .findFirst()
                        .orElseThrow())
                .contains("0.0000 [0.000, 0.000]");
        assertThat(text).contains("| two | 2 |");
    }

    @Test
    void write_betterThanBothAlone_isMarkedWhereSignificant() throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), "<!-- eval retrieval -->\n<!-- end -->\n");
        new EvaluationPage(page).write(EvaluationKind.RETRIEVAL, List.of(report("one", 1, 0)));
        assertThat(Files.readString(page)).contains("**+1.0000 [+1.000, +1.000]**");
    }

    @Test
    void write_pageWithoutMarkers_saysWhichAreMissing() throws IOException {
        Path page = Files.writeString(folder.resolve("page.md"), "Nothing here\n");
        assertThatThrownBy(() -> new EvaluationPage(page).write(EvaluationKind.PAGES, List.of()))
                .isInstanceOf(EvaluationDataException.class)
                .hasMessageContaining("<!-- eval pages -->");
    }

    private static SetReport report(String name, double fused, double alone) {
        return new SetReport(
                name,
                Map.of("questions", 2),
                2,
                Map.of("fused", figures(fused), "lexical", figures(alone), "dense", figures(alone)),
                null,
                RiskCurve.NONE,
                List.of());
    }

    private static Map<String, Statistic> figures(double value) {
        return Map.of("ndcg@10", Statistic.mean(new double[] {value, value}));
    }
}
