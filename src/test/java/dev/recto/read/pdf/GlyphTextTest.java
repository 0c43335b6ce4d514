package dev.recto.read.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GlyphTextTest {
    @Test
    void clean_punctuationOfVerticalText_isThatOfAnyText() {
        assertThat(GlyphText.clean("\uFE10\uFE11\uFE12\uFE13\uFE14\uFE15\uFE16"))
                .isEqualTo("，、。：；！？");
        assertThat(GlyphText.clean("\uFE41\uFE42")).isEqualTo("「」");
    }

    @Test
    void clean_ligaturesAndRadicals_areTheLettersThatPeopleType() {
        assertThat(GlyphText.clean("\uFB03")).isEqualTo("ffi");
        assertThat(GlyphText.clean("\u2F00")).isEqualTo("一");
        assertThat(GlyphText.clean("\u2EA0\u2ED3\u2E81\u2EF3")).isEqualTo("民长厂龟");
        assertThat(GlyphText.clean("\u2E80\u2E87")).isEqualTo("\u2E80\u2E87");
    }
}
