package dev.recto.evaluate;

import dev.recto.answer.Answerability;
import dev.recto.answer.Answerer;
import dev.recto.answer.Grounding;
import dev.recto.answer.PartSource;
import dev.recto.answer.QuotingModel;
import dev.recto.answer.SentenceRanking;
import dev.recto.answer.SignalWeights;
import dev.recto.config.AnswerConfig;
import dev.recto.embed.Embedder;
import dev.recto.retrieve.Ranking;
import dev.recto.retrieve.Retriever;

/** Puts the rooms together around one embedder. */
record PlainAssembly(Embedder embedder) implements Assembly {
    @Override
    public Retriever retriever(Ranking ranking) {
        return new Retriever(embedder, ranking);
    }

    @Override
    public double leastConfidence() {
        return AnswerConfig.DEFAULT.leastConfidence();
    }

    @Override
    public Answerer answerer(Ranking ranking, PartSource parts, double leastConfidence) {
        var answerability = new Answerability(
                new SentenceRanking(SentenceRanking.Weights.DEFAULT, SharedFinder.FINDER),
                SignalWeights.shipped(),
                leastConfidence);
        return new Answerer(
                retriever(ranking),
                answerability,
                new Grounding(parts, AnswerConfig.Unsupported.MARK),
                new QuotingModel());
    }
}
