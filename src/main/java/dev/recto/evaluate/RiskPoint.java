package dev.recto.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One point of a risk–coverage curve (El-Yaniv and Wiener 2010): what happens where every question below a confidence is refused.
 *
 * @param confidence the least that is answered
 * @param coverage share of all questions that are answered
 * @param risk share of the answered that have no answer in the documents
 */
record RiskPoint(double confidence, double coverage, double risk) {
    /** Points kept of a curve, so that a report stays readable. */
    private static final int MOST = 200;

    /** Returns the curve, least coverage first; questions of equal confidence come in together. */
    static List<RiskPoint> curve(List<QuestionOutcome> outcomes) {
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
        return thinned(points);
    }

    /** Returns the point at a setting: the last that is not below it; no coverage where nothing is answered. */
    static RiskPoint at(List<RiskPoint> curve, double leastConfidence) {
        RiskPoint found = new RiskPoint(1, 0, 0);
        for (RiskPoint point : curve) {
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
