package dev.recto.answer;

import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;

/** Answers by quoting the sentences of the evidence that say the most to the question ({@link SentenceRanking}). It can copy, but not invent. */
public final class QuotingModel implements AnswerModel {
    private static final int MOST_SENTENCES = 3;

    /** How far behind the first sentence a further one may be; what other distances give is in decision 0014. */
    private static final double FOLLOWS_BY = 0.35;

    @Override
    public String name() {
        return "quote";
    }

    @Override
    public ModelReport answer(AnswerTask task, Consumer<DraftSentence> sentences) throws InterruptedException {
        List<RankedSentence> ranked = task.sentences();
        if (ranked.isEmpty()) {
            return ModelReport.QUOTED;
        }
        double enough = ranked.getFirst().score() - FOLLOWS_BY;
        var said = new HashSet<String>();
        for (RankedSentence sentence : ranked) {
            if (said.size() == MOST_SENTENCES || sentence.score() < enough) {
                return ModelReport.QUOTED;
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (said.add(sentence.text())) {
                sentences.accept(new DraftSentence(sentence.text(), List.of(sentence.quote())));
            }
        }
        return ModelReport.QUOTED;
    }
}
