package dev.recto.read.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BidirectionalTest {
    private static final FontFacts FONT = new FontFacts(0.9f, 0.3f, 1, false, false, Map.of());

    /** Returns what is read where these characters are drawn from left to right. */
    private static String read(String drawn) {
        List<Glyph> glyphs = new ArrayList<>();
        for (int i = 0; i < drawn.length(); i++) {
            glyphs.add(new Glyph(drawn.substring(i, i + 1), new float[] {10 * i, 10 * i + 9, 700}, FONT, 10, false));
        }
        return Bidirectional.logical(glyphs).stream().map(glyph -> glyph.text).collect(Collectors.joining());
    }

    @Test
    void logical_bracketsInHebrew_openBeforeTheirWords() {
        assertThat(read("(םולש)אב")).isEqualTo("בא(שלום)");
        assertThat(read("(2025)אב")).isEqualTo("בא(2025)");
    }

    @Test
    void logical_bracketsInEnglish_stay() {
        assertThat(read("of(all)םולש")).isEqualTo("of(all)שלום");
    }
}
