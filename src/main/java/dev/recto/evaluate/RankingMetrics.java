package dev.recto.evaluate;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How good a ranking is, as {@code trec_eval} defines it: nDCG with linear gain and a log2 discount (Järvelin and Kekäläinen 2002),
 * recall, reciprocal rank. Each from 0 to 1.
 */
public record RankingMetrics(
        double ndcg10, double recall1, double recall5, double recall10, double recall100, double mrr10) {

    /**
     * Returns the metrics of one question's ranking.
     *
     * @param ranked document ids, best first, each once
     * @param judged grade by document id; at least one above 0
     */
    public static RankingMetrics of(List<String> ranked, Map<String, Integer> judged) {
        return new RankingMetrics(
                ndcg(ranked, judged, 10),
                recall(ranked, judged, 1),
                recall(ranked, judged, 5),
                recall(ranked, judged, 10),
                recall(ranked, judged, 100),
                reciprocalRank(ranked, judged, 10));
    }

    /** Returns the mean over questions; every question counts the same. */
    public static RankingMetrics mean(Collection<RankingMetrics> questions) {
        return new RankingMetrics(
                mean(questions, RankingMetrics::ndcg10),
                mean(questions, RankingMetrics::recall1),
                mean(questions, RankingMetrics::recall5),
                mean(questions, RankingMetrics::recall10),
                mean(questions, RankingMetrics::recall100),
                mean(questions, RankingMetrics::mrr10));
    }

    /** Returns the metrics by the names they have outside. */
    public Map<String, Double> named() {
        Map<String, Double> named = new LinkedHashMap<>();
        named.put("ndcg@10", ndcg10);
        named.put("recall@1", recall1);
        named.put("recall@5", recall5);
        named.put("recall@10", recall10);
        named.put("recall@100", recall100);
        named.put("mrr@10", mrr10);
        return named;
    }

    private static double mean(Collection<RankingMetrics> questions, ToDoubleFunction<RankingMetrics> metric) {
        return questions.stream().mapToDouble(metric).average().orElse(0);
    }

    private static double ndcg(List<String> ranked, Map<String, Integer> judged, int depth) {
        List<Integer> gained = ranked.stream()
                .limit(depth)
                .map(id -> judged.getOrDefault(id, 0))
                .toList();
        List<Integer> ideal = judged.values().stream()
                .sorted(Comparator.reverseOrder())
                .limit(depth)
                .toList();
        return dcg(gained) / dcg(ideal);
    }

    private static double dcg(List<Integer> grades) {
        double sum = 0;
        for (int i = 0; i < grades.size(); i++) {
            sum += Math.max(0, grades.get(i)) * Math.log(2) / Math.log(i + 2);
        }
        return sum;
    }

    private static double recall(List<String> ranked, Map<String, Integer> judged, int depth) {
        long relevant = judged.values().stream().filter(grade -> grade > 0).count();
        long found = ranked.stream()
                .limit(depth)
                .filter(id -> judged.getOrDefault(id, 0) > 0)
                .count();
        return (double) found / relevant;
    }

    private static double reciprocalRank(List<String> ranked, Map<String, Integer> judged, int depth) {
        for (int i = 0; i < Math.min(depth, ranked.size()); i++) {
            if (judged.getOrDefault(ranked.get(i), 0) > 0) {
                return 1.0 / (i + 1);
            }
        }
        return 0;
    }
}
