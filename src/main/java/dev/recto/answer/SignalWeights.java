package dev.recto.answer;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * Weights of a logistic function over {@link AnswerSignal}s.
 *
 * @param bias constant term
 * @param weights one for every signal
 */
public record SignalWeights(double bias, Map<AnswerSignal, Double> weights) {
    private static final String FILE = "answerability.properties";
    private static final String BIAS = "bias";

    public SignalWeights {
        weights = Map.copyOf(weights);
        if (weights.size() != AnswerSignal.values().length) {
            throw new IllegalArgumentException("every signal has a weight: " + weights.keySet());
        }
    }

    /** Reads the weights that ship with Recto, which {@code AnswerabilityTuning} wrote; decision 0005 has their figures. */
    public static SignalWeights shipped() {
        Properties lines = new Properties();
        try (Reader in = new InputStreamReader(
                Objects.requireNonNull(SignalWeights.class.getResourceAsStream(FILE), FILE), StandardCharsets.UTF_8)) {
            lines.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("The jar lacks " + FILE, e);
        }
        Map<AnswerSignal, Double> weights = new EnumMap<>(AnswerSignal.class);
        for (AnswerSignal signal : AnswerSignal.values()) {
            weights.put(signal, number(lines, signal.key()));
        }
        return new SignalWeights(number(lines, BIAS), weights);
    }

    private static double number(Properties lines, String key) {
        return Double.parseDouble(Objects.requireNonNull(lines.getProperty(key), FILE + " lacks " + key));
    }

    /** Returns the function's value, 0 to 1. */
    double confidence(Map<AnswerSignal, Double> signals) {
        double z = bias;
        for (Map.Entry<AnswerSignal, Double> weight : weights.entrySet()) {
            z += weight.getValue() * signals.getOrDefault(weight.getKey(), 0.0);
        }
        return 1 / (1 + Math.exp(-z));
    }
}
