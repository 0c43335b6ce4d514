package dev.recto.evaluate;

import dev.recto.retrieve.ScoredPassage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One question as {@code --out} writes it: what was expected, what came back, and where. */
final class QuestionLine {
    private static final int PASSAGES = 5;

    private QuestionLine() {}

    static Map<String, Object> of(QuestionOutcome outcome) {
        EvaluationQuestion question = outcome.question();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("id", question.id());
        line.put("question", question.text());
        line.put("answerable", question.answerable());
        line.put("answers", question.answers());
        line.put("places", places(question.places()));
        line.put("confidence", outcome.confidence());
        line.put("answered", outcome.answered());
        line.put("sentences", outcome.sentences());
        if (!question.answers().isEmpty()) {
            line.put(
                    "right_sentences",
                    outcome.sentences().stream()
                            .map(sentence -> AnswerComparison.holds(sentence, question.answers()))
                            .toList());
        }
        line.put("cited", places(outcome.citedPlaces()));
        line.put(
                "evidence",
                outcome.answer().report().evidence().stream()
                        .limit(PASSAGES)
                        .map(QuestionLine::passage)
                        .toList());
        line.put("ms", outcome.millis());
        return line;
    }

    private static List<String> places(List<GoldPlace> places) {
        return places.stream()
                .map(place -> place.page() == 0 ? place.document() : place.document() + " p. " + place.page())
                .toList();
    }

    private static Map<String, Object> passage(ScoredPassage scored) {
        Map<String, Object> passage = new LinkedHashMap<>();
        passage.put("document", scored.found().document().id().value());
        passage.put("name", scored.found().document().name());
        passage.put("part", scored.found().passage().span().part());
        passage.put("score", scored.score());
        passage.put("lexical", scored.lexical());
        passage.put("dense", scored.dense());
        passage.put("text", scored.found().passage().text());
        return passage;
    }
}
