package dev.recto.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** A figure over questions, each of which may count several times or not at all, as resampling needs. */
@FunctionalInterface
interface Statistic {
    /** Bins of the expected calibration error, of equal width (Naeini and others 2015 use ten). */
    int CALIBRATION_BINS = 10;

    /**
     * Returns the figure.
     *
     * @param counts how often each question counts
     * @return NaN where no question it is about counts
     */
    double of(int[] counts);

    /** Returns the mean over the questions whose value is a number; NaN stands for a question the figure is not about. */
    static Statistic mean(double[] values) {
        return counts -> {
            double sum = 0;
            long number = 0;
            for (int i = 0; i < values.length; i++) {
                if (counts[i] > 0 && !Double.isNaN(values[i])) {
                    sum += counts[i] * values[i];
                    number += counts[i];
                }
            }
            return number == 0 ? Double.NaN : sum / number;
        };
    }

    /**
     * Returns the area under the ROC curve: the chance that an answerable question gets more confidence than an unanswerable one, a tie
     * counting half.
     */
    static Statistic areaUnderCurve(double[] confidence, boolean[] answerable) {
        int[] rising = IntStream.range(0, confidence.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> confidence[i]))
                .mapToInt(i -> i)
                .toArray();
        return counts -> {
            double wins = 0;
            long below = 0;
            long positives = 0;
            for (int from = 0; from < rising.length; ) {
                int to = from;
                long yes = 0;
                long no = 0;
                for (; to < rising.length && confidence[rising[to]] == confidence[rising[from]]; to++) {
                    if (answerable[rising[to]]) {
                        yes += counts[rising[to]];
                    } else {
                        no += counts[rising[to]];
                    }
                }
                wins += yes * (below + no / 2.0);
                below += no;
                positives += yes;
                from = to;
            }
            return positives == 0 || below == 0 ? Double.NaN : wins / ((double) positives * below);
        };
    }

    /** Returns the expected calibration error: how far confidence stands from the share that is answerable, bin by bin. */
    static Statistic calibrationError(double[] confidence, boolean[] answerable) {
        return counts -> {
            double[] sum = new double[CALIBRATION_BINS];
            double[] right = new double[CALIBRATION_BINS];
            long number = 0;
            for (int i = 0; i < confidence.length; i++) {
                int bin = Math.min(CALIBRATION_BINS - 1, (int) (confidence[i] * CALIBRATION_BINS));
                sum[bin] += counts[i] * confidence[i];
                right[bin] += answerable[i] ? counts[i] : 0;
                number += counts[i];
            }
            double error = 0;
            for (int bin = 0; bin < CALIBRATION_BINS; bin++) {
                error += Math.abs(sum[bin] - right[bin]);
            }
            return number == 0 ? Double.NaN : error / number;
        };
    }

    /** Returns the figure with every question counted once. */
    default double of(int questions) {
        int[] once = new int[questions];
        Arrays.fill(once, 1);
        return of(once);
    }
}
