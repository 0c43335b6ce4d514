package dev.recto.evaluate;

import java.util.List;

/**
 * Questions with the documents they are asked of.
 *
 * @param name what the set is called in reports
 * @param cases each a collection of its own with its questions
 */
public record EvaluationSet(String name, List<Case> cases) {
    public EvaluationSet {
        cases = List.copyOf(cases);
    }

    /** Documents asked together, and the questions. */
    public record Case(List<EvaluationDocument> documents, List<EvaluationQuestion> questions) {
        public Case {
            documents = List.copyOf(documents);
            questions = List.copyOf(questions);
        }
    }
}
