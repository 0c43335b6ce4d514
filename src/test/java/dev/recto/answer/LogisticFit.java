package dev.recto.answer;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fits a logistic function by gradient descent over standardised signals, with a little ridge; each set counts the same, and in it both classes. */
final class LogisticFit {
    private static final int STEPS = 4_000;
    private static final double RATE = 1;
    private static final double RIDGE = 0.01;
    private static final double RARE = 5;

    private static final AnswerSignal[] SIGNALS = AnswerSignal.values();

    private final double[][] rows;
    private final double[] wanted;
    private final double[] counts;
    private final double[] mean = new double[SIGNALS.length];
    private final double[] spread = new double[SIGNALS.length];

    private LogisticFit(List<SignalCase> cases) {
        rows = new double[cases.size()][];
        wanted = new double[cases.size()];
        counts = counts(cases);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(cases.get(i));
            wanted[i] = cases.get(i).answerable() ? 1 : 0;
        }
        standardise();
    }

    static SignalWeights fit(List<SignalCase> cases) {
        return new LogisticFit(cases).descend();
    }

    private static double[] row(SignalCase one) {
        double[] row = new double[SIGNALS.length];
        for (int i = 0; i < row.length; i++) {
            row[i] = one.signals().get(SIGNALS[i]);
        }
        return row;
    }

    /**
     * What is left of a set without its paragraphs or articles counts as half of its unanswerable questions. Those of them that ask how or why
     * count {@value #RARE} times: they are few, and without them such questions would be answered from documents about something else.
     */
    private static double weight(SignalCase one) {
        if (!one.set().contains(", without")) {
            return 1;
        }
        return one.signals().get(AnswerSignal.EXPLANATION) > 0 ? 0.5 * RARE : 0.5;
    }

    private static double[] counts(List<SignalCase> cases) {
        Map<String, Integer> sizes = new HashMap<>();
        cases.forEach(one -> sizes.merge(one.set() + one.answerable(), 1, Integer::sum));
        double[] counts = new double[cases.size()];
        double sum = 0;
        for (int i = 0; i < counts.length; i++) {
            SignalCase one = cases.get(i);
            counts[i] = weight(one) / sizes.get(one.set() + one.answerable());
            sum += counts[i];
        }
        for (int i = 0; i < counts.length; i++) {
            counts[i] /= sum;
        }
        return counts;
    }

    private void standardise() {
        for (int k = 0; k < SIGNALS.length; k++) {
            for (double[] row : rows) {
                mean[k] += row[k] / rows.length;
            }
            for (double[] row : rows) {
                spread[k] += (row[k] - mean[k]) * (row[k] - mean[k]) / rows.length;
            }
            spread[k] = Math.sqrt(spread[k]) + 1e-9;
            for (double[] row : rows) {
                row[k] = (row[k] - mean[k]) / spread[k];
            }
        }
    }

    private SignalWeights descend() {
        double[] weights = new double[SIGNALS.length];
        double bias = 0;
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = new double[SIGNALS.length];
            double gradientOfBias = 0;
            for (int i = 0; i < rows.length; i++) {
                double z = bias;
                for (int k = 0; k < weights.length; k++) {
                    z += weights[k] * rows[i][k];
                }
                double error = counts[i] * (wanted[i] - 1 / (1 + Math.exp(-z)));
                gradientOfBias += error;
                for (int k = 0; k < weights.length; k++) {
                    gradient[k] += error * rows[i][k];
                }
            }
            bias += RATE * gradientOfBias;
            for (int k = 0; k < weights.length; k++) {
                weights[k] += RATE * (gradient[k] - RIDGE * weights[k]);
            }
        }
        return unstandardised(bias, weights);
    }

    private SignalWeights unstandardised(double bias, double[] weights) {
        Map<AnswerSignal, Double> found = new EnumMap<>(AnswerSignal.class);
        double constant = bias;
        for (int k = 0; k < SIGNALS.length; k++) {
            found.put(SIGNALS[k], weights[k] / spread[k]);
            constant -= weights[k] * mean[k] / spread[k];
        }
        return new SignalWeights(constant, found);
    }
}
