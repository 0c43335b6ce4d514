package dev.recto.evaluate;

import dev.recto.answer.Answer;
import dev.recto.answer.AnswerSentence;
import dev.recto.retrieve.ScoredPassage;
import java.util.List;

/**
 * A question with what the product said to it when it may not refuse.
 *
 * @param question with its places looked up in the documents asked
 * @param answer the answer, refusal off
 * @param leastConfidence below which users are told "not found"
 */
record QuestionOutcome(EvaluationQuestion question, Answer answer, double leastConfidence) {
    double confidence() {
        return answer.report().confidence();
    }

    /** Returns whether users get an answer. */
    boolean answered() {
        return answer instanceof Answer.Grounded && confidence() >= leastConfidence;
    }

    double millis() {
        Answer.Report report = answer.report();
        return report.embedMillis() + report.retrieveMillis() + report.answerMillis();
    }

    List<String> sentences() {
        return switch (answer) {
            case Answer.Grounded grounded ->
                grounded.sentences().stream().map(AnswerSentence::text).toList();
            case Answer.NotFound none -> List.of();
        };
    }

    /** Returns where each passage of the evidence stands, best first. */
    List<GoldPlace> evidencePlaces() {
        return answer.report().evidence().stream().map(QuestionOutcome::place).toList();
    }

    /** Returns where each citation stands, in their order. */
    List<GoldPlace> citedPlaces() {
        return switch (answer) {
            case Answer.Grounded grounded ->
                grounded.citations().stream()
                        .map(citation -> new GoldPlace(citation.document().id().value(), citation.part()))
                        .toList();
            case Answer.NotFound none -> List.of();
        };
    }

    /** Returns whether any of the places is a gold one. */
    boolean rightPage(List<GoldPlace> places) {
        return places.stream().anyMatch(place -> question.places().contains(place));
    }

    /** Returns whether any of the places is in a gold document. */
    boolean rightDocument(List<GoldPlace> places) {
        return places.stream().anyMatch(place -> question.places().stream()
                .anyMatch(gold -> gold.document().equals(place.document())));
    }

    private static GoldPlace place(ScoredPassage scored) {
        return new GoldPlace(
                scored.found().document().id().value(),
                scored.found().passage().span().part());
    }
}
