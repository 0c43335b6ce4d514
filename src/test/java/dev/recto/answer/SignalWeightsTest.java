package dev.recto.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SignalWeightsTest {
    private static Map<AnswerSignal, Double> signals(double each) {
        var signals = new EnumMap<AnswerSignal, Double>(AnswerSignal.class);
        for (AnswerSignal signal : AnswerSignal.values()) {
            signals.put(signal, each);
        }
        return signals;
    }

    @Test
    void confidence_ofWeightedSignals_isTheLogisticFunctionOfTheirSum() {
        var weights = new SignalWeights(-1, signals(0.5));
        double sum = -1 + 0.5 * 0.2 * AnswerSignal.values().length;
        assertThat(weights.confidence(signals(0.2))).isCloseTo(1 / (1 + Math.exp(-sum)), within());
        assertThat(weights.confidence(Map.of())).isCloseTo(1 / (1 + Math.E), within());
    }

    @Test
    void shipped_weights_trustTheReaderAndWordsHeld() {
        SignalWeights shipped = SignalWeights.shipped();
        Map<AnswerSignal, Double> better = signals(0);
        better.put(AnswerSignal.READER, 0.5);
        better.put(AnswerSignal.ONE_PASSAGE, 0.9);
        assertThat(shipped.confidence(better)).isGreaterThan(shipped.confidence(signals(0)));
    }

    @Test
    void weights_thatLackASignal_areRefused() {
        assertThatThrownBy(() -> new SignalWeights(0, Map.of(AnswerSignal.READER, 1.0)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Offset<Double> within() {
        return Offset.offset(1e-9);
    }
}
