package dev.recto.embed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenizedTextTest {
    private static final boolean F = false;
    private static final boolean T = true;

    private final TokenizedText text =
            new TokenizedText(new long[] {1, 2, 3, 4, 5}, new int[] {0, 3, 5, 9, 9}, new boolean[] {F, F, T, F, T});

    @Test
    void windowEnd_textThatFits_isItsEnd() {
        assertThat(text.windowEnd(0, 5)).isEqualTo(5);
        assertThat(text.windowEnd(3, 5)).isEqualTo(5);
    }

    @Test
    void windowEnd_cutInsideWord_goesBackToItsStart() {
        assertThat(text.windowEnd(0, 2)).isEqualTo(1);
        assertThat(text.windowEnd(0, 4)).isEqualTo(3);
    }

    @Test
    void windowEnd_wordLongerThanWindow_cutsIt() {
        assertThat(text.windowEnd(1, 1)).isEqualTo(2);
    }

    @Test
    void firstAt_offset_isFirstTokenThere() {
        assertThat(text.firstAt(0)).isZero();
        assertThat(text.firstAt(4)).isEqualTo(2);
        assertThat(text.firstAt(9)).isEqualTo(3);
        assertThat(text.firstAt(10)).isEqualTo(5);
    }
}
