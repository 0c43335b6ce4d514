package dev.recto.retrieve;

import dev.recto.embed.EmbeddingModel;
import dev.recto.index.Candidate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Turns a candidate's lexical score and cosines into one score from 0 to 1.
 *
 * <p>The score is a weighted average of two shares, neither of which depends on the other candidates, so that the best of an irrelevant list
 * stays low: BM25 as a share of what the question's words could give at most, which is the sum of their inverse document frequencies (a
 * term's BM25 weight saturates at its idf; a term that names the document adds its own on top), and the cosine mapped through its model's fixed range. Where several models compare a
 * passage, the best counts.
 */
final class Fusion {
    private static final Comparator<Ranked> BEST_FIRST = Comparator.comparingDouble(Ranked::order)
            .reversed()
            .thenComparingInt(ranked -> ranked.candidate().key());

    private final Ranking ranking;
    private final Map<String, EmbeddingModel> models;

    Fusion(Ranking ranking, Map<String, EmbeddingModel> models) {
        this.ranking = ranking;
        this.models = models;
    }

    /**
     * A candidate with what it is ranked by.
     *
     * @param order what to sort by: the score before it is cut to 0 and 1
     */
    record Ranked(Candidate candidate, double score, double dense, double order) {}

    /** Returns the candidates, best first; equals in the order of the index. */
    List<Ranked> rank(List<Candidate> candidates, Map<String, Double> weights) {
        double most = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        double denseWeight = denseWeight(candidates);
        return candidates.stream()
                .map(candidate -> ranked(candidate, most, denseWeight))
                .sorted(BEST_FIRST)
                .toList();
    }

    /**
     * Returns the candidates ranked anew by how near they are to the best of them, too (pseudo-relevance feedback; Rocchio, "Relevance feedback
     * in information retrieval", 1971): passages that answer a question resemble each other, and the question's few words miss some.
     *
     * <p>The best keep about the score that they had, and what is unlike them falls behind. A passage without a vector to compare, such as one in
     * another language, counts as the average one.
     *
     * @param ranked as {@link #rank} gave them
     * @param likeness of each, in the same order, to the best
     * @param best how many of the first are the best
     */
    List<Ranked> rankByLikeness(List<Ranked> ranked, List<Map<String, Double>> likeness, int best) {
        double denseWeight = denseWeight(ranked.stream().map(Ranked::candidate).toList());
        double[] near = likeness.stream().mapToDouble(this::likeness).toArray();
        double amongBest = compared(Arrays.stream(near, 0, best)).orElse(0);
        double average = compared(Arrays.stream(near)).orElse(0);
        List<Ranked> anew = new ArrayList<>(ranked.size());
        for (int i = 0; i < near.length; i++) {
            Ranked before = ranked.get(i);
            double order = before.order + denseWeight * ((Double.isNaN(near[i]) ? average : near[i]) - amongBest);
            anew.add(new Ranked(before.candidate, Math.clamp(order, 0, 1), before.dense, order));
        }
        return anew.stream().sorted(BEST_FIRST).toList();
    }

    /** Returns what likeness to the best counts for a model. */
    double feedback(String id) {
        return model(id).feedback();
    }

    private static OptionalDouble compared(DoubleStream likeness) {
        return likeness.filter(each -> !Double.isNaN(each)).average();
    }

    /**
     * The likeness in units of its model's range, by what it counts; not a number for a passage that no model with feedback compares with the
     * best, as against 0, which would be far from all others.
     */
    private double likeness(Map<String, Double> cosines) {
        return cosines.entrySet().stream()
                .filter(cosine -> feedback(cosine.getKey()) > 0)
                .mapToDouble(cosine -> {
                    EmbeddingModel model = model(cosine.getKey());
                    return model.feedback() * cosine.getValue() / (model.high() - model.low());
                })
                .max()
                .orElse(Double.NaN);
    }

    private Ranked ranked(Candidate candidate, double mostLexical, double denseWeight) {
        double words = candidate.lexical() + ranking.nameWeight() * candidate.named();
        double lexical = mostLexical > 0 ? words / mostLexical : 0;
        double dense = candidate.cosines().isEmpty() ? 0 : Double.NEGATIVE_INFINITY;
        for (Map.Entry<String, Double> cosine : candidate.cosines().entrySet()) {
            dense = Math.max(dense, scaled(cosine.getKey(), cosine.getValue()));
        }
        double order = denseWeight * dense + (1 - denseWeight) * lexical;
        return new Ranked(candidate, Math.clamp(order, 0, 1), Math.clamp(dense, 0, 1), order);
    }

    /** The model's range, uncut, so that two passages past its end still differ. */
    private double scaled(String id, double cosine) {
        EmbeddingModel model = model(id);
        return (cosine - model.low()) / (model.high() - model.low());
    }

    private EmbeddingModel model(String id) {
        EmbeddingModel model = models.get(id);
        if (model == null) {
            throw new IllegalArgumentException("the index compares vectors of a model that is not configured: " + id);
        }
        return model;
    }

    /** Where only one list can speak, it speaks alone. */
    private double denseWeight(List<Candidate> candidates) {
        boolean anyVector =
                candidates.stream().anyMatch(candidate -> !candidate.cosines().isEmpty());
        return anyVector ? ranking.denseWeight() : 0;
    }
}
