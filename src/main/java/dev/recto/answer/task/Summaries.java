package dev.recto.answer.task;

import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.answer.Degraded;
import dev.recto.answer.DraftSentence;
import dev.recto.answer.Grounding;
import dev.recto.answer.ModelReport;
import dev.recto.answer.chat.ChatFailure;
import dev.recto.answer.chat.SummaryModel;
import dev.recto.answer.chat.TokenUsage;
import dev.recto.index.FoundPassage;
import dev.recto.index.PassageIndex;
import dev.recto.retrieve.ScoredPassage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Summarises documents: by a chat model, whose every sentence is checked, or by their own most central sentences. */
public final class Summaries {
    private static final Logger LOG = LoggerFactory.getLogger(Summaries.class);

    private final Grounding grounding;
    private final @Nullable SummaryModel model;
    private final @Nullable Degraded quoted;

    /**
     * @param model null where sentences are to be quoted
     * @param quoted why they are, where a model was asked for; null where quoting was
     */
    public Summaries(Grounding grounding, @Nullable SummaryModel model, @Nullable Degraded quoted) {
        this.quoted = quoted;
        this.grounding = grounding;
        this.model = model;
    }

    /**
     * Summarises documents.
     *
     * @param document what they are called
     * @param found their passages, in order
     * @return sentences with citations, or "not found" for a document that says nothing; its evidence is what they cite
     * @throws InterruptedException if the caller is interrupted
     */
    public Answer summarise(String document, List<FoundPassage> found, PassageIndex.Snapshot snapshot)
            throws InterruptedException {
        long begun = System.nanoTime();
        List<ScoredPassage> passages = scored(found);
        SummaryModel.Summary summary = summary(passages, snapshot);
        Grounding.Said said = grounding.begin(passages, AnswerListener.NONE);
        summary.sentences().forEach(said::add);
        double millis = (System.nanoTime() - begun) / 1e6;
        var report = new Answer.Report(
                Answer.Report.newId(),
                document,
                said.sentences().isEmpty() ? 0 : 1,
                summary.report(),
                cited(summary.sentences()),
                0,
                0,
                millis);
        return said.sentences().isEmpty()
                ? new Answer.NotFound(report)
                : new Answer.Grounded(said.sentences(), said.citations(), report);
    }

    /** Returns a document's passages as evidence that was not searched for. */
    public static List<ScoredPassage> scored(List<FoundPassage> found) {
        return found.stream().map(one -> new ScoredPassage(one, 0, 0, 0)).toList();
    }

    private SummaryModel.Summary summary(List<ScoredPassage> passages, PassageIndex.Snapshot snapshot)
            throws InterruptedException {
        if (model == null) {
            return new SummaryModel.Summary(QuotedSummary.of(passages), silent(quoted));
        }
        try {
            return model.summarise(passages, snapshot);
        } catch (ChatFailure failure) {
            LOG.warn("summary degraded ({}): {}", failure.reason().label(), failure.getMessage());
            return new SummaryModel.Summary(QuotedSummary.of(passages), model.failed(failure));
        }
    }

    private static ModelReport silent(@Nullable Degraded why) {
        return new ModelReport("quote", null, null, TokenUsage.NONE, ModelReport.QUOTED.cost(), why);
    }

    private static List<ScoredPassage> cited(List<DraftSentence> sentences) {
        Set<ScoredPassage> cited = new LinkedHashSet<>();
        sentences.forEach(sentence -> sentence.quotes().forEach(quote -> cited.add(quote.passage())));
        return new ArrayList<>(cited);
    }
}
