package dev.recto.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerComparisonTest {
    @Test
    void f1_englishSentence_ignoresArticlesCaseAndPunctuation() {
        // said: deposit is two months rent; gold: two months; common 2 of 5 and 2
        assertThat(AnswerComparison.f1("The deposit is two months' rent.", List.of("Two months")))
                .isEqualTo(2 * 2.0 / (5 + 2), within(1e-12));
        assertThat(AnswerComparison.f1("the two months", List.of("nothing", "Two months!")))
                .isEqualTo(1);
    }

    @Test
    void f1_chineseSentence_countsCharacters() {
        assertThat(AnswerComparison.tokens("共有Nexon开发，2004年。"))
                .containsExactly("共", "有", "nexon", "开", "发", "2004", "年");
        assertThat(AnswerComparison.f1("押金两个月", List.of("两个月"))).isEqualTo(2.0 * 3 / (5 + 3), within(1e-12));
    }

    @Test
    void f1_repeatedWord_countsAsOftenAsInBoth() {
        assertThat(AnswerComparison.f1("may may may", List.of("may"))).isEqualTo(0.5);
    }

    @Test
    void exactMatch_punctuationAndFullWidthForms_doNotCount() {
        assertThat(AnswerComparison.exactMatch("２００４年", List.of("2004年。"))).isEqualTo(1);
        assertThat(AnswerComparison.exactMatch("in 2004", List.of("2004"))).isZero();
    }

    @Test
    void holds_answerSplitByPunctuation_isFound() {
        assertThat(AnswerComparison.holds("It cost $1,577 million.", List.of("1577 million")))
                .isTrue();
        assertThat(AnswerComparison.holds("It cost nothing.", List.of("1577", "free")))
                .isFalse();
    }

    @Test
    void holds_answerOfPunctuationAlone_isNotFoundEverywhere() {
        assertThat(AnswerComparison.holds("Any sentence.", List.of("?!"))).isFalse();
    }
}
