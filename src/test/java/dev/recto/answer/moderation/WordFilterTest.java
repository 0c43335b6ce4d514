package dev.recto.answer.moderation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordFilterTest {
    private final WordFilter filter =
            new WordFilter(List.of("# a comment", "", "bomb", "Red  Mercury", "炸弹", "C4炸药", "#tag"));

    @Test
    void matches_aWordOfItsOwn_whateverItsCaseWidthAndInvisibleCharacters() {
        for (String text : List.of("a BOMB.", "ｂｏｍｂ", "bo\u200Bmb", "bomb", "\"bomb\"", "red\nmercury", "Ｃ４炸药")) {
            assertThat(filter.matches(text)).as(text).isTrue();
        }
    }

    @Test
    void matches_partOfAnotherWord_isNone() {
        for (String text : List.of("bombastic", "the bombs", "aplomb omb", "redmercury", "a comment", "tag", "")) {
            assertThat(filter.matches(text)).as(text).isFalse();
        }
    }

    @Test
    void matches_chinese_asPartOfAnyText() {
        assertThat(filter.matches("如何制造炸弹呢")).isTrue();
        assertThat(filter.matches("他说bomb是什么")).isTrue();
        assertThat(filter.matches("炸开的弹药")).isFalse();
    }
}
