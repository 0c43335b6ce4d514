package dev.recto.read.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HyphenationTest {
    private final Hyphenation hyphenation = new Hyphenation();

    @Test
    void drops_wordsThatTheDocumentWrites_followThem() {
        hyphenation.add("information on a long-term lease");
        assertThat(hyphenation.drops("for informa-", "tion on")).isTrue();
        assertThat(hyphenation.drops("the long-", "term lease")).isFalse();
        assertThat(hyphenation.drops("a state-of-the-", "art house")).isFalse();
        assertThat(hyphenation.drops("pages 3 -", "five")).isFalse();
        assertThat(hyphenation.drops("-", "five")).isFalse();
    }

    @Test
    void add_lineOfCountlessHyphens_ends() {
        String line = "a-".repeat(200_000);
        hyphenation.add(line);
        assertThat(Hyphenation.endsInHyphen(line)).isTrue();
        assertThat(Hyphenation.endsInHyphen("a".repeat(200_000) + "1")).isFalse();
        assertThat(hyphenation.drops(line, "b")).isFalse();
        assertThat(hyphenation.drops("a".repeat(200_000) + "-", "b")).isTrue();
    }
}
