package dev.recto.retrieve;

import dev.recto.embed.QuestionEmbedding;
import java.util.List;
import java.util.Map;

/**
 * What was found for a question.
 *
 * @param passages ranked, best first
 * @param question the question's vectors, one for each model that fits its script
 * @param weights inverse document frequency of each content word of the question
 * @param embedMillis time spent on the question's vectors, in ms
 * @param searchMillis time spent searching and ranking, in ms
 * @param generation number of the index's generation that it was found in; 0 where there are none
 */
public record Evidence(
        List<ScoredPassage> passages,
        List<QuestionEmbedding> question,
        Map<String, Double> weights,
        double embedMillis,
        double searchMillis,
        int generation) {
    public Evidence {
        passages = List.copyOf(passages);
        question = List.copyOf(question);
        weights = Map.copyOf(weights);
    }

    /** Creates evidence from an index without generations. */
    public Evidence(
            List<ScoredPassage> passages,
            List<QuestionEmbedding> question,
            Map<String, Double> weights,
            double embedMillis,
            double searchMillis) {
        this(passages, question, weights, embedMillis, searchMillis, 0);
    }

    /** Returns the same evidence, said to be found in a generation. */
    public Evidence in(int number) {
        return new Evidence(passages, question, weights, embedMillis, searchMillis, number);
    }
}
