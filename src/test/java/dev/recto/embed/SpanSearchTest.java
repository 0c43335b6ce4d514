package dev.recto.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.document.TextRange;
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
                        new ScoredTokens(10, 12, 3 + 4 - 3),
                        new ScoredTokens(11, 12, 5 + 4 - 3),
                        new ScoredTokens(12, 12, 0 + 4 - 3));
    }

    @Test
    void add_aLongWindow_endsNoSpanPastTheLongestAnswer() {
        float[] logits = new float[2 * 102];
        logits[2 * 100 + 1] = 7;
        List<ScoredTokens> found = new ArrayList<>();
        SpanSearch.add(found, logits, 3, 0);
        assertThat(found).hasSize(98).allSatisfy(span -> assertThat(span.last() - span.first())
                .isLessThan(SpanSearch.LONGEST));
        assertThat(found.getFirst().score()).isZero();
        assertThat(found.getLast().score()).isEqualTo(7);
    }

    @Test
    void best_overlappingSpans_keepsTheBetterOne() {
        ScoredTokens good = new ScoredTokens(4, 6, 3);
        ScoredTokens inside = new ScoredTokens(5, 5, 2);
        ScoredTokens apart = new ScoredTokens(7, 9, -1);
        assertThat(SpanSearch.best(List.of(apart, inside, good), 5)).containsExactly(good, apart);
        assertThat(SpanSearch.best(List.of(apart, inside, good), 1)).containsExactly(good);
    }

    @Test
    void in_tokensOfAText_coversTheirCharactersWithoutTheSpaceAfter() {
        String text = "It was 😀 Paris .";
        var tokens = new TokenizedText(new long[5], new int[] {0, 3, 7, 10, 16}, new boolean[5]);
        assertThat(new ScoredTokens(2, 3, 1).in(tokens, text).range()).isEqualTo(new TextRange(7, 15));
        assertThat(new ScoredTokens(4, 4, 1).in(tokens, text).range().of(text)).isEqualTo(".");
    }
}
