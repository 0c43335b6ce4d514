package dev.recto.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StatisticTest {
    @Test
    void mean_questionItIsNotAbout_isLeftOut() {
        Statistic mean = Statistic.mean(new double[] {1, Double.NaN, 0, 0});
        assertThat(mean.of(4)).isEqualTo(1 / 3.0);
        assertThat(mean.of(new int[] {2, 5, 1, 0})).isEqualTo(2 / 3.0);
        assertThat(mean.of(new int[] {0, 7, 0, 0})).isNaN();
    }

    @Test
    void areaUnderCurve_tieAndOneInversion_isAsWorkedByHand() {
        // pairs: .9 beats .4 and .7; .4 ties with .4 and loses to .7
        Statistic area =
                Statistic.areaUnderCurve(new double[] {0.9, 0.4, 0.4, 0.7}, new boolean[] {true, true, false, false});
        assertThat(area.of(4)).isEqualTo((1 + 1 + 0.5 + 0) / 4);
        assertThat(area.of(new int[] {1, 0, 1, 1})).isEqualTo(1);
        assertThat(area.of(new int[] {1, 1, 0, 0})).isNaN();
    }

    @Test
    void calibrationError_twoBins_isAsWorkedByHand() {
        // bin .8-.9: confidence .85 on average, half answerable; bin .1-.2: .15, none answerable
        Statistic error = Statistic.calibrationError(
                new double[] {0.84, 0.86, 0.15, 0.15}, new boolean[] {true, false, false, false});
        assertThat(error.of(4)).isEqualTo((2 * 0.35 + 2 * 0.15) / 4, within(1e-12));
    }

    @Test
    void calibrationError_certainty_fallsIntoTheLastBin() {
        assertThat(Statistic.calibrationError(new double[] {1}, new boolean[] {true})
                        .of(1))
                .isZero();
    }
}
