package dev.recto.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RankingMetricsTest {
    @Test
    void of_gradedRanking_isAsWorkedByHand() {
        Map<String, Integer> judged = Map.of("a", 3, "b", 2, "c", 1, "never found", 1, "bad", 0);
        RankingMetrics metrics = RankingMetrics.of(List.of("x", "b", "bad", "a", "y", "z", "c"), judged);
        // gains 0 2 0 3 0 0 1 at discounts 1, log2 3, 2, log2 5, log2 6, log2 7, 3
        double dcg = 2 / 1.5849625 + 3 / 2.3219281 + 1 / 3.0;
        double ideal = 3 + 2 / 1.5849625 + 1 / 2.0 + 1 / 2.3219281;
        assertThat(metrics.ndcg10()).isEqualTo(dcg / ideal, within(1e-6));
        assertThat(metrics.recall1()).isZero();
        assertThat(metrics.recall5()).isEqualTo(0.5);
        assertThat(metrics.recall10()).isEqualTo(0.75);
        assertThat(metrics.recall100()).isEqualTo(0.75);
        assertThat(metrics.mrr10()).isEqualTo(0.5);
    }

    @Test
    void of_firstRelevantPastRankTen_hasNoReciprocalRank() {
        List<String> ranked = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "right");
        RankingMetrics metrics = RankingMetrics.of(ranked, Map.of("right", 1));
        assertThat(metrics.mrr10()).isZero();
        assertThat(metrics.ndcg10()).isZero();
        assertThat(metrics.recall100()).isEqualTo(1);
    }

    @Test
    void mean_twoQuestions_countTheSame() {
        RankingMetrics right = RankingMetrics.of(List.of("a"), Map.of("a", 1));
        RankingMetrics wrong = RankingMetrics.of(List.of("b"), Map.of("a", 1, "c", 1, "d", 1));
        assertThat(RankingMetrics.mean(List.of(right, wrong)).named())
                .containsEntry("ndcg@10", 0.5)
                .containsEntry("recall@1", 0.5)
                .containsOnlyKeys("ndcg@10", "recall@1", "recall@5", "recall@10", "recall@100", "mrr@10");
    }
}
