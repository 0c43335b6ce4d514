package dev.recto.evaluate;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Confidence intervals by resampling questions with replacement (Efron 1979), percentile method. Two figures over the same questions are
 * compared on the same samples (paired bootstrap; Koehn 2004). The seed is fixed, so that a run can be repeated.
 */
final class Bootstrap {
    private static final int SAMPLES = 2_000;
    private static final long SEED = 20_261_122;
    private static final double OUTSIDE = 0.025;

    private final int questions;

    /** @param questions how many there are, at least one */
    Bootstrap(int questions) {
        this.questions = questions;
    }

    Interval interval(Statistic statistic) {
        return percentiles(statistic::of);
    }

    /** Returns how far the first stands above the second. */
    Difference difference(Statistic first, Statistic second) {
        Interval interval = percentiles(counts -> first.of(counts) - second.of(counts));
        return new Difference(first.of(questions) - second.of(questions), interval);
    }

    /** A sample that holds no question the figure is about says nothing and is left out. */
    private Interval percentiles(ToDoubleFunction<int[]> figure) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        double[] values = new double[SAMPLES];
        int[] counts = new int[questions];
        for (int sample = 0; sample < SAMPLES; sample++) {
            Arrays.fill(counts, 0);
            for (int i = 0; i < questions; i++) {
                counts[random.nextInt(questions)]++;
            }
            values[sample] = figure.applyAsDouble(counts);
        }
        double[] sorted = Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return new Interval(Double.NaN, Double.NaN);
        }
        return new Interval(at(sorted, OUTSIDE), at(sorted, 1 - OUTSIDE));
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
