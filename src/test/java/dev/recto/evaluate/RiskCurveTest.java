package dev.recto.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.answer.Answer;
import dev.recto.answer.ModelReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class RiskCurveTest {
    @Test
    void curve_fourQuestions_isAsWorkedByHand() {
        RiskCurve curve =
                RiskCurve.of(List.of(asked(0.2, false), asked(0.9, true), asked(0.6, true), asked(0.6, false)));
        assertThat(curve.points())
                .containsExactly(
                        new RiskPoint(0.9, 0.25, 0), new RiskPoint(0.6, 0.75, 1 / 3.0), new RiskPoint(0.2, 1, 0.5));
        assertThat(curve.setting().coverage()).isEqualTo(0.75);
        assertThat(new RiskCurve(curve.points(), 0.95).setting().coverage()).isZero();
    }

    @Test
    void chart_nameWithMarkup_isEscaped() {
        var report = new SetReport(
                "a < b",
                java.util.Map.of(),
                1,
                java.util.Map.of(),
                null,
                RiskCurve.of(List.of(asked(0.5, false))),
                List.of());
        assertThat(RiskCoverageChart.of(List.of(report)))
                .contains("a &lt; b")
                .contains("<polyline points=\"396.0,20.0\"")
                .endsWith("</svg>\n");
    }

    private static QuestionOutcome asked(double confidence, boolean answerable) {
        var question = new EvaluationQuestion("id", "text", List.of(), List.of(), answerable);
        return new QuestionOutcome(
                question,
                new Answer.NotFound(new Answer.Report("", "text", confidence, ModelReport.QUOTED, List.of(), 0, 0, 0)),
                0.3);
    }
}
