package dev.recto.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final int QUESTIONS = 400;

    @Test
    void interval_shareOfManyQuestions_isNearTheNormalApproximation() {
        Interval interval = new Bootstrap(QUESTIONS).interval(Statistic.mean(everySecond()));
        double halfWidth = 1.96 * Math.sqrt(0.25 / QUESTIONS);
        assertThat(interval.low()).isEqualTo(0.5 - halfWidth, within(0.006));
        assertThat(interval.high()).isEqualTo(0.5 + halfWidth, within(0.006));
    }

    @Test
    void interval_sameQuestionsAgain_isTheSame() {
        Statistic share = Statistic.mean(everySecond());
        assertThat(new Bootstrap(QUESTIONS).interval(share)).isEqualTo(new Bootstrap(QUESTIONS).interval(share));
    }

    @Test
    void difference_smallButOnEveryQuestion_isSignificantBecauseQuestionsArePaired() {
        double[] base = everySecond();
        double[] better = base.clone();
        for (int i = 0; i < better.length; i++) {
            better[i] += 0.01;
        }
        Difference difference = new Bootstrap(QUESTIONS).difference(Statistic.mean(better), Statistic.mean(base));
        assertThat(difference.value()).isEqualTo(0.01, within(1e-12));
        assertThat(difference.interval().low()).isEqualTo(0.01, within(1e-12));
        assertThat(difference.significant()).isTrue();
    }

    @Test
    void difference_asManyWinsAsLosses_isNotSignificant() {
        double[] first = everySecond();
        double[] second = new double[QUESTIONS];
        for (int i = 0; i < QUESTIONS; i++) {
            second[i] = 1 - first[i];
        }
        assertThat(new Bootstrap(QUESTIONS)
                        .difference(Statistic.mean(first), Statistic.mean(second))
                        .significant())
                .isFalse();
    }

    @Test
    void interval_figureAboutNoQuestion_isNoNumber() {
        assertThat(new Bootstrap(2)
                        .interval(Statistic.mean(new double[] {Double.NaN, Double.NaN}))
                        .low())
                .isNaN();
    }

    private static double[] everySecond() {
        double[] values = new double[QUESTIONS];
        for (int i = 0; i < QUESTIONS; i += 2) {
            values[i] = 1;
        }
        return values;
    }
}
