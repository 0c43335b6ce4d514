package dev.recto.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanSearchTest {
    /** {@code [CLS] q [SEP] a b c [SEP]}: the best span is "b c", worked by hand. */
    private static final float[] LOGITS = {1, 2, 9, 9, 9, 9, 3, 1, 5, 0, 0, 4, 9, 9};

    @Test
    void add_aWindow_scoresEachStartWithItsBestEndAgainstNoAnswer() {
        List<ScoredTokens> found = new ArrayList<>();
        SpanSearch.add(found, LOGITS, 3, 10);
        assertThat(found)
                .containsExactly(
                        new ScoredTokens(10, 3 + 4 - 3),
                        new ScoredTokens(11, 5 + 4 - 3),
                        new ScoredTokens(12, 0 + 4 - 3));
    }

    @Test
    void add_aLongWindow_endsNoSpanPastTheLongestAnswer() {
        float[] logits = new float[2 * 102];
        logits[2 * 100 + 1] = 7;
        List<ScoredTokens> found = new ArrayList<>();
        SpanSearch.add(found, logits, 3, 0);
        assertThat(found).hasSize(98);
        assertThat(found.getFirst().score()).isZero();
        assertThat(found.getLast().score()).isEqualTo(7);
    }
}
