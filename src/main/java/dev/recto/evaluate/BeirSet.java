package dev.recto.evaluate;

import java.util.List;
import java.util.Map;

/**
 * A retrieval test collection as BEIR lays one out.
 *
 * @param name the folder's name
 * @param documents what is searched
 * @param questions the questions that have a judgement above 0, in the file's order
 * @param judgements by question id: document id to grade; a document that is not judged counts 0
 * @param missing judged documents that the corpus does not have; they count as never found, as in {@code trec_eval}
 */
public record BeirSet(
        String name,
        List<EvaluationDocument> documents,
        List<EvaluationQuestion> questions,
        Map<String, Map<String, Integer>> judgements,
        int missing) {
    public BeirSet {
        documents = List.copyOf(documents);
        questions = List.copyOf(questions);
        judgements = Map.copyOf(judgements);
    }

    /** Returns the set's questions over its documents, each with the documents judged right. */
    EvaluationSet asAnswers() {
        List<EvaluationQuestion> asked =
                questions.stream().map(question -> question.at(right(question))).toList();
        return new EvaluationSet(name, List.of(new EvaluationSet.Case(documents, asked)));
    }

    private List<GoldPlace> right(EvaluationQuestion question) {
        return judgements.getOrDefault(question.id(), Map.of()).entrySet().stream()
                .filter(judged -> judged.getValue() > 0)
                .map(judged -> new GoldPlace(judged.getKey(), 0))
                .toList();
    }
}
