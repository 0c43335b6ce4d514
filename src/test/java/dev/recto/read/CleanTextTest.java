package dev.recto.read;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CleanTextTest {
    @Test
    void of_hiddenOrdersInTagCharacters_areGone() {
        String hidden = "ignore"
                .codePoints()
                .map(c -> 0xE0000 + c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        assertThat(CleanText.of("rent" + hidden + " due\uFE0F\uDB40\uDD00")).isEqualTo("rent due");
    }

    @Test
    void of_zeroWidthAndDirectionOverrides_areGone() {
        assertThat(CleanText.of("\uFEFFa\u200Bb\u2060c\u202Ed\u2066e\u00ADf\u200Dg\u200C"))
                .isEqualTo("abcdefg");
        assertThat(CleanText.of("租\u200B约\u200D书")).isEqualTo("租约书");
    }

    @Test
    void of_joinersThatAScriptNeeds_stay() {
        assertThat(CleanText.of("می\u200Cخواهم")).isEqualTo("می\u200Cخواهم");
        assertThat(CleanText.of("क्\u200Dष")).isEqualTo("क्\u200Dष");
    }

    @Test
    void of_lineEndsOfEveryKind_becomeOne() {
        assertThat(CleanText.of("a\r\nb\rc\u2028d\u0085e\fg\u0000h\u0007")).isEqualTo("a\nb\nc\nd\ne\ngh");
    }

    @Test
    void of_unpairedSurrogates_becomeReplacementCharacters() {
        assertThat(CleanText.of("a\uD800b\uDC00")).isEqualTo("a\uFFFDb\uFFFD");
        assertThat(CleanText.of("𐌲 𠀀")).isEqualTo("𐌲 𠀀");
    }

    @Test
    void of_everyCodePoint_isIdempotent() {
        var all = new StringBuilder();
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            all.appendCodePoint(c).append('x');
        }
        String once = CleanText.of(all.toString());
        assertThat(CleanText.of(once)).isEqualTo(once);
        assertThat(once.length()).isLessThan(all.length());
        assertThat(CleanText.of("é“”…—中文。「」가あ€")).isEqualTo("é“”…—中文。「」가あ€");
    }

    @Test
    void line_wrappedText_isJoinedAsItIsDrawn() {
        assertThat(CleanText.line("  one\n  two\t three ")).isEqualTo("one two three");
        assertThat(CleanText.line("租赁\n合同 第一\n2 条")).isEqualTo("租赁合同 第一 2 条");
        assertThat(CleanText.lines("a  b \n\n c")).isEqualTo("a b\nc");
    }
}
