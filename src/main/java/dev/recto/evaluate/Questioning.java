package dev.recto.evaluate;

import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.AnswerRequest;
import dev.recto.answer.Answerer;
import dev.recto.answer.ModelReport;
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
    private final Instrument instrument;
    private final Latency latency;
    private final Map<String, List<QuestionOutcome>> outcomes = new LinkedHashMap<>();

    Questioning(Instrument instrument) {
        this.instrument = instrument;
        this.latency = new Latency(instrument.asUsersHaveIt());
        instrument.rankings().keySet().forEach(ranking -> outcomes.put(ranking, new ArrayList<>()));
    }

    /** Asks all of them of one snapshot; their places name documents by id. */
    void ask(List<EvaluationQuestion> questions, PassageIndex.Snapshot snapshot, PartSource parts)
            throws InterruptedException {
        Assembly assembly = instrument.remembering();
        for (Map.Entry<String, Ranking> ranking : instrument.rankings().entrySet()) {
            Answerer answerer = assembly.answerer(ranking.getValue(), parts, 0);
            List<QuestionOutcome> asked = outcomes(ranking.getKey());
            for (EvaluationQuestion question : questions) {
                asked.add(new QuestionOutcome(
                        question, answer(answerer, question.text(), snapshot), assembly.leastConfidence()));
            }
        }
        latency.sample(questions, snapshot, parts);
    }

    /** Takes over what another asked, but not its times. */
    void add(Questioning other) {
        other.outcomes.forEach((ranking, asked) -> outcomes(ranking).addAll(asked));
    }

    /** Returns the report of everything asked so far. */
    SetReport report(String name, Map<String, Integer> counts) {
        List<QuestionOutcome> fused = outcomes(SetReport.FUSED);
        Map<String, Map<String, Statistic>> figures = new LinkedHashMap<>();
        outcomes.forEach(
                (ranking, asked) -> figures.put(ranking, AnswerMeasures.of(asked)));
        boolean unanswerable =
                fused.stream().anyMatch(outcome -> !outcome.question().answerable());
        return new SetReport(
                name,
                counts,
                fused.size(),
                figures,
                latency.percentiles(),
                unanswerable ? RiskCurve.of(fused) : RiskCurve.NONE,
                fused.stream().map(QuestionLine::of).toList());
    }

    private List<QuestionOutcome> outcomes(String ranking) {
        return outcomes.computeIfAbsent(ranking, name -> new ArrayList<>());
    }

    /** A blank question is not asked; published sets hold a few. */
    private static Answer answer(Answerer answerer, String text, PassageIndex.Snapshot snapshot)
            throws InterruptedException {
        if (text.isBlank()) {
            return new Answer.NotFound(new Answer.Report("", text, 0, ModelReport.QUOTED, List.of(), 0, 0, 0));
        }
        return answerer.answer(Caller.owner(), AnswerRequest.of(Question.of(text)), snapshot, AnswerListener.NONE);
    }
}
