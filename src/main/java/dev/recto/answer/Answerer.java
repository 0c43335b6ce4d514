package dev.recto.answer;

import dev.recto.answer.moderation.ModeratedException;
import dev.recto.document.Caller;
import dev.recto.index.PassageIndex;
import dev.recto.retrieve.Evidence;
import dev.recto.retrieve.Question;
import dev.recto.retrieve.Retriever;
import dev.recto.retrieve.ScoredPassage;
import java.util.List;

/**
 * Answers questions: caller and question → evidence → prompt → answer model → grounding → answer.
 *
 * <p>Safe for use by several threads.
 */
public final class Answerer {
    private final Retriever retriever;
    private final Answerability answerability;
    private final Grounding grounding;
    private final AnswerModel model;

    /** Puts an answerer together around one answer model. */
    public Answerer(Retriever retriever, Answerability answerability, Grounding grounding, AnswerModel model) {
        this.retriever = retriever;
        this.answerability = answerability;
        this.grounding = grounding;
        this.model = model;
    }

    /**
     * Answers a question from one snapshot of one collection.
     *
     * @param listener is told of the evidence, and of each sentence once it was checked
     * @throws dev.recto.embed.EmbeddingException if a remote embedding model stays unreachable
     * @throws ModeratedException if moderation refuses its first sentence
     * @throws java.util.concurrent.CancellationException if the listener cancelled
     * @throws InterruptedException if the caller was interrupted
     */
    public Answer answer(Caller caller, AnswerRequest request, PassageIndex.Snapshot snapshot, AnswerListener listener)
            throws InterruptedException {
        Question question = request.question();
        Evidence evidence = retriever.retrieve(caller, question, snapshot);
        listener.evidence(evidence.passages());
        long begun = System.nanoTime();
        var task = answerability.read(new AnswerTask(question, evidence, snapshot, caller, request.settings()));
        double confidence = answerability.confidence(task);
        Grounding.Said said = grounding.begin(evidence.passages(), listener);
        ModelReport spoken = answerability.suffices(confidence) ? spoken(task, said) : ModelReport.silent(model.name());
        if (spoken.degraded() != null && said.sentences().isEmpty()) {
            said = grounding.begin(evidence.passages(), listener);
            spoken = model.instead(task, said::add, spoken);
        }
        List<ScoredPassage> shown = said.end();
        double millis = (System.nanoTime() - begun) / 1e6;
        var report = new Answer.Report(
                Answer.Report.newId(),
                question.text(),
                confidence,
                spoken,
                shown,
                evidence.embedMillis(),
                evidence.searchMillis(),
                millis);
        return said.sentences().isEmpty()
                ? new Answer.NotFound(report)
                : new Answer.Grounded(said.sentences(), said.citations(), report);
    }

    /** Where moderation refuses a later sentence, the answer ends before it. */
    private ModelReport spoken(AnswerTask task, Grounding.Said said) throws InterruptedException {
        try {
            return model.answer(task, said::add);
        } catch (ModeratedException refused) {
            if (!refused.midway()) {
                throw refused;
            }
            return ModelReport.endedEarly(model.name(), refused.degraded());
        }
    }
}
