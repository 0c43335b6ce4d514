package dev.recto;

import dev.recto.answer.Answerability;
import dev.recto.answer.Answerer;
import dev.recto.answer.Grounding;
import dev.recto.answer.PartSource;
import dev.recto.answer.QuotingModel;
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
 * @param unsupported what becomes of sentences that nothing backs
 */
record QuotingAssembly(Embedder embedder, AnswerFinder finder, AnswerConfig.Unsupported unsupported)
        implements Assembly {
    @Override
    public Retriever retriever(Ranking ranking) {
        return new Retriever(embedder, ranking);
    }

    @Override
    public Answerer answerer(Ranking ranking, PartSource parts, double leastConfidence) {
        var answerability = new Answerability(Answerability.Weights.DEFAULT, leastConfidence);
        var model = new QuotingModel(QuotingModel.Weights.DEFAULT, finder);
        return new Answerer(retriever(ranking), answerability, new Grounding(parts, unsupported), model);
    }
}
