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
 */
public record Evidence(
        List<ScoredPassage> passages,
        List<QuestionEmbedding> question,
        Map<String, Double> weights,
        double embedMillis,
        double searchMillis) {
    public Evidence {
        passages = List.copyOf(passages);
        question = List.copyOf(question);
        weights = Map.copyOf(weights);
    }
}
