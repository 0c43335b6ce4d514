package dev.recto.evaluate;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The figures of answers, refusals and pages, by the names they have outside; a figure that is about no question is left out. */
final class AnswerMeasures {
    private static final int AMONG = 5;

    private final List<QuestionOutcome> outcomes;
    private final Map<String, Statistic> measures = new LinkedHashMap<>();

    private AnswerMeasures(List<QuestionOutcome> outcomes) {
        this.outcomes = outcomes;
    }

    /** Returns the figures over questions, with refusals at the product's least confidence. */
    static Map<String, Statistic> of(List<QuestionOutcome> outcomes) {
        var measures = new AnswerMeasures(outcomes);
        measures.sentences();
        measures.places();
        measures.refusals();
        return measures.measures;
    }

    private void sentences() {
        Predicate<QuestionOutcome> known = outcome ->
                outcome.question().answerable() && !outcome.question().answers().isEmpty();
        share("first_sentence", known, outcome -> holds(outcome, 1));
        share("any_sentence", known, outcome -> holds(outcome, Integer.MAX_VALUE));
        mean(
                "f1",
                known,
                outcome ->
                        AnswerComparison.f1(first(outcome), outcome.question().answers()));
        mean(
                "em",
                known,
                outcome -> AnswerComparison.exactMatch(
                        first(outcome), outcome.question().answers()));
        share("first_passage", known, outcome -> outcome.answer().report().evidence().stream()
                .limit(1)
                .anyMatch(passage -> AnswerComparison.holds(
                        passage.found().passage().text(), outcome.question().answers())));
    }

    private void places() {
        Predicate<QuestionOutcome> paged = outcome -> outcome.question().answerable()
                && outcome.question().places().stream().anyMatch(place -> place.page() > 0);
        Predicate<QuestionOutcome> placed = outcome ->
                outcome.question().answerable() && !outcome.question().places().isEmpty();
        share("page@1", paged, outcome -> outcome.rightPage(first(outcome.evidencePlaces(), 1)));
        share(
                "page@5",
                paged,
                outcome -> outcome.rightPage(
                        first(outcome.evidencePlaces().stream().distinct().toList(), AMONG)));
        share("passage@5", paged, outcome -> outcome.rightPage(first(outcome.evidencePlaces(), AMONG)));
        share("cited_page", paged, outcome -> outcome.rightPage(first(outcome.citedPlaces(), 1)));
        share("document@1", placed, outcome -> outcome.rightDocument(first(outcome.evidencePlaces(), 1)));
        share("document@5", placed, outcome -> outcome.rightDocument(first(outcome.evidencePlaces(), AMONG)));
    }

    private void refusals() {
        Predicate<QuestionOutcome> answerable = outcome -> outcome.question().answerable();
        share("answered", answerable, QuestionOutcome::answered);
        share("refused", answerable.negate(), outcome -> !outcome.answered());
        boolean both =
                outcomes.stream().anyMatch(answerable) && outcomes.stream().anyMatch(answerable.negate());
        if (both) {
            double[] confidence =
                    outcomes.stream().mapToDouble(QuestionOutcome::confidence).toArray();
            boolean[] yes = new boolean[outcomes.size()];
            for (int i = 0; i < yes.length; i++) {
                yes[i] = outcomes.get(i).question().answerable();
            }
            measures.put("auc", Statistic.areaUnderCurve(confidence, yes));
            measures.put("ece", Statistic.calibrationError(confidence, yes));
        }
    }

    private void share(String name, Predicate<QuestionOutcome> about, Predicate<QuestionOutcome> holds) {
        mean(name, about, outcome -> holds.test(outcome) ? 1 : 0);
    }

    private void mean(String name, Predicate<QuestionOutcome> about, ToDoubleFunction<QuestionOutcome> value) {
        double[] values = outcomes.stream()
                .mapToDouble(outcome -> about.test(outcome) ? value.applyAsDouble(outcome) : Double.NaN)
                .toArray();
        if (!Arrays.stream(values).allMatch(Double::isNaN)) {
            measures.put(name, Statistic.mean(values));
        }
    }

    private static boolean holds(QuestionOutcome outcome, int sentences) {
        return outcome.sentences().stream()
                .limit(sentences)
                .anyMatch(sentence ->
                        AnswerComparison.holds(sentence, outcome.question().answers()));
    }

    private static String first(QuestionOutcome outcome) {
        return outcome.sentences().isEmpty() ? "" : outcome.sentences().getFirst();
    }

    private static List<GoldPlace> first(List<GoldPlace> places, int number) {
        return places.subList(0, Math.min(number, places.size()));
    }
}
