package dev.recto.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What refusing costs and spares at every confidence (El-Yaniv and Wiener 2010).
 *
 * @param points least coverage first; none where every question has an answer
 * @param leastConfidence below which users are told "not found"
 */
record RiskCurve(List<RiskPoint> points, double leastConfidence) {
    /** No curve: every question has an answer, or nothing was asked. */
    static final RiskCurve NONE = new RiskCurve(List.of(), 0);

    /** Points kept of a curve, so that a report stays readable. */
    private static final int MOST = 200;

    RiskCurve {
        points = List.copyOf(points);
    }

    /** Returns the curve of at least one question; those of equal confidence come in together. */
    static RiskCurve of(List<QuestionOutcome> outcomes) {
        List<QuestionOutcome> falling = outcomes.stream()
                .sorted(Comparator.comparingDouble(QuestionOutcome::confidence).reversed())
                .toList();
        List<RiskPoint> points = new ArrayList<>();
        int wrong = 0;
        for (int i = 0; i < falling.size(); i++) {
            wrong += falling.get(i).question().answerable() ? 0 : 1;
            double confidence = falling.get(i).confidence();
            boolean last = i + 1 == falling.size();
            if (last || falling.get(i + 1).confidence() < confidence) {
                points.add(new RiskPoint(confidence, (i + 1.0) / falling.size(), wrong / (i + 1.0)));
            }
        }
        return new RiskCurve(thinned(points), falling.getFirst().leastConfidence());
    }

    /** Returns the point that users have: the last that is not below the least confidence; no coverage where nothing is answered. */
    RiskPoint setting() {
        RiskPoint found = new RiskPoint(1, 0, 0);
        for (RiskPoint point : points) {
            if (point.confidence() >= leastConfidence) {
                found = point;
            }
        }
        return found;
    }

    private static List<RiskPoint> thinned(List<RiskPoint> points) {
        if (points.size() <= MOST) {
            return points;
        }
        List<RiskPoint> kept = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            kept.add(points.get((int) Math.round((double) i * (points.size() - 1) / (MOST - 1))));
        }
        return kept;
    }
}
