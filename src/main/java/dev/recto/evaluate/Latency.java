package dev.recto.evaluate;

import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.AnswerRequest;
import dev.recto.answer.Answerer;
import dev.recto.answer.PartSource;
import dev.recto.document.Caller;
import dev.recto.index.PassageIndex;
import dev.recto.retrieve.Question;
import dev.recto.retrieve.Ranking;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long the product takes from question to answer in this process, refusal on, nothing remembered: an even sample of the questions, one at
 * a time, the first left out because the process is not warm before.
 */
final class Latency {
    private static final int SAMPLE = 120;
    private static final int WARM_UP = 20;

    private final Assembly assembly;
    private final List<Double> millis = new ArrayList<>();

    Latency(Assembly assembly) {
        this.assembly = assembly;
    }

    /** Asks some of the questions, as long as the sample is not full. */
    void sample(List<EvaluationQuestion> questions, PassageIndex.Snapshot snapshot, PartSource parts)
            throws InterruptedException {
        List<String> texts = questions.stream()
                .map(EvaluationQuestion::text)
                .filter(text -> !text.isBlank())
                .toList();
        Answerer answerer = assembly.answerer(Ranking.FUSED, parts, assembly.leastConfidence());
        int step = Math.max(1, texts.size() / SAMPLE);
        for (int i = 0; i < texts.size() && millis.size() < SAMPLE; i += step) {
            Answer.Report report = answerer.answer(
                            Caller.owner(), AnswerRequest.of(Question.of(texts.get(i))), snapshot, AnswerListener.NONE)
                    .report();
            millis.add(report.embedMillis() + report.retrieveMillis() + report.answerMillis());
        }
    }

    /** Returns what was measured, or null where nothing was asked. */
    @Nullable
    Percentiles percentiles() {
        return percentiles(millis);
    }

    /** Returns the percentiles of times in ms, the first ones left out where there are enough; null where there are none. */
    static @Nullable Percentiles percentiles(List<Double> millis) {
        double[] sorted = millis.stream()
                .skip(millis.size() > 2 * WARM_UP ? WARM_UP : 0)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return null;
        }
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return new Percentiles(at(sorted, 0.50), at(sorted, 0.95), load);
    }

    /**
     * Times that half and 95 % of the questions did not exceed, in ms.
     *
     * @param load the machine's load average over the last minute, since a busy machine says little; negative where it is not known
     */
    record Percentiles(double p50, double p95, double load) {}

    /** The nearest rank: the least time that this share of the questions did not exceed. */
    private static double at(double[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
