package dev.recto.evaluate;

import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.Answerability;
import dev.recto.answer.Answerer;
import dev.recto.answer.PartSource;
import dev.recto.document.Caller;
import dev.recto.index.PassageIndex;
import dev.recto.retrieve.Question;
import dev.recto.retrieve.Ranking;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks questions by each ranking, refusal off, and keeps what came back. */
final class Questioning {
    /** Questions whose time is left out, where there are more than twice as many: the process is not warm before. */
    private static final int WARM_UP = 20;

    private final Assembly assembly;
    private final Map<String, Ranking> rankings;
    private final Map<String, List<QuestionOutcome>> outcomes = new LinkedHashMap<>();

    Questioning(Assembly assembly, boolean compare) {
        this.assembly = assembly;
        this.rankings = rankings(compare);
        rankings.keySet().forEach(ranking -> outcomes.put(ranking, new ArrayList<>()));
    }

    /** Returns what is measured, by the name it has outside. */
    static Map<String, Ranking> rankings(boolean compare) {
        Map<String, Ranking> rankings = new LinkedHashMap<>();
        rankings.put(SetReport.FUSED, Ranking.FUSED);
        if (compare) {
            rankings.put("lexical", Ranking.LEXICAL);
            rankings.put("dense", Ranking.DENSE);
        }
        return rankings;
    }

    /** Returns how many of the first questions' times are left out. */
    static int warmUp(int questions) {
        return questions > 2 * WARM_UP ? WARM_UP : 0;
    }

    /** Asks all of them of one snapshot; their places name documents by id. */
    void ask(List<EvaluationQuestion> questions, PassageIndex.Snapshot snapshot, PartSource parts)
            throws InterruptedException {
        for (Map.Entry<String, Ranking> ranking : rankings.entrySet()) {
            Answerer answerer = assembly.answerer(ranking.getValue(), parts, 0);
            List<QuestionOutcome> asked = outcomes.get(ranking.getKey());
            for (EvaluationQuestion question : questions) {
                asked.add(new QuestionOutcome(question, answer(answerer, question.text(), snapshot)));
            }
        }
    }

    /** Returns the report of everything asked so far. */
    SetReport report(String name, Map<String, Integer> counts) {
        List<QuestionOutcome> fused = outcomes.getOrDefault(SetReport.FUSED, List.of());
        Map<String, Map<String, Statistic>> figures = new LinkedHashMap<>();
        outcomes.forEach((ranking, asked) ->
                figures.put(ranking, AnswerMeasures.of(asked, Answerability.LEAST_CONFIDENCE)));
        double[] millis = fused.stream()
                .skip(warmUp(fused.size()))
                .mapToDouble(QuestionOutcome::millis)
                .toArray();
        List<Map<String, Object>> lines =
                fused.stream().map(QuestionLine::of).toList();
        return new SetReport(name, counts, fused.size(), figures, millis, lines);
    }

    /** A blank question is not asked; published sets hold a few. */
    private static Answer answer(Answerer answerer, String text, PassageIndex.Snapshot snapshot)
            throws InterruptedException {
        if (text.isBlank()) {
            return new Answer.NotFound(new Answer.Report("", text, 0, "", List.of(), 0, 0, 0));
        }
        return answerer.answer(Caller.owner(), Question.of(text), snapshot, AnswerListener.NONE);
    }
}
