package dev.recto;

import dev.recto.answer.Answerability;
import dev.recto.answer.Answerer;
import dev.recto.answer.Grounding;
import dev.recto.answer.PartSource;
import dev.recto.answer.QuotingModel;
import dev.recto.answer.SentenceRanking;
import dev.recto.answer.SignalWeights;
import dev.recto.config.AnswerConfig;
import dev.recto.embed.AnswerFinder;
import dev.recto.embed.Embedder;
import dev.recto.evaluate.Assembly;
import dev.recto.retrieve.Ranking;
import dev.recto.retrieve.Retriever;

/**
 * Retrieval by one embedder, answers by quoting: how a question's rooms are put together, the same for what answers and what measures.
 *
 * @param embedder embeds questions as the passages were
 * @param finder reads before quoting
 * @param weights of the signals that tell whether to answer at all
 * @param config when to refuse, and what becomes of sentences that nothing backs
 */
record QuotingAssembly(
        Embedder embedder, AnswerFinder finder, SignalWeights weights, AnswerConfig config) implements Assembly {
    @Override
    public Retriever retriever(Ranking ranking) {
        return new Retriever(embedder, ranking);
    }

    @Override
    public Answerer answerer(Ranking ranking, PartSource parts, double leastConfidence) {
        return new Answerer(
                retriever(ranking),
                answerability(leastConfidence),
                new Grounding(parts, config.unsupported()),
                new QuotingModel());
    }

    @Override
    public double leastConfidence() {
        return config.leastConfidence();
    }

    /** Returns what decides whether to answer at all, by this least confidence. */
    Answerability answerability(double leastConfidence) {
        return new Answerability(
                new SentenceRanking(SentenceRanking.Weights.DEFAULT, finder), weights, leastConfidence);
    }
}
