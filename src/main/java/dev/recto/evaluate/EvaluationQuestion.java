package dev.recto.evaluate;

import java.util.List;

/**
 * A question with what is known of its answer.
 *
 * @param id the set's own
 * @param text the question's words; a published set holds a few blank ones
 * @param answers texts of which any one is right; empty where none is given
 * @param places where the answer stands; empty where none is given
 * @param answerable whether the documents asked answer it
 */
public record EvaluationQuestion(
        String id, String text, List<String> answers, List<GoldPlace> places, boolean answerable) {
    public EvaluationQuestion {
        answers = List.copyOf(answers);
        places = List.copyOf(places);
    }

    /** Returns the same question, known to have no answer in the documents asked. */
    EvaluationQuestion unanswerable() {
        return new EvaluationQuestion(id, text, answers, places, false);
    }

    /** Returns the same question with other places. */
    EvaluationQuestion at(List<GoldPlace> others) {
        return new EvaluationQuestion(id, text, answers, others, answerable);
    }
}
