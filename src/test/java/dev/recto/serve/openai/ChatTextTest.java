package dev.recto.serve.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChatTextTest {
    @Test
    void add_withoutLimits_sendsAllAtOnce() {
        var text = new ChatText(List.of(), null);

        assertThat(text.add("One. ")).isEqualTo("One. ");
        assertThat(text.finish()).isEmpty();
        assertThat(text.finishReason()).isEqualTo("stop");
    }

    @Test
    void add_stopAcrossPieces_endsBeforeIt() {
        var text = new ChatText(List.of("wxyz"), null);

        assertThat(text.add("abw")).isEqualTo("ab");
        assertThat(text.add("x")).isEmpty();
        assertThat(text.add("yz tail")).isEmpty();
        assertThat(text.ended()).isTrue();
        assertThat(text.add("more")).isEmpty();
        assertThat(text.sentText()).isEqualTo("ab");
        assertThat(text.finishReason()).isEqualTo("stop");
    }

    @Test
    void add_mostTokensReached_endsWithLength() {
        var text = new ChatText(List.of(), 3);

        assertThat(text.add("one two three four")).isEqualTo("one two three ");
        assertThat(text.finishReason()).isEqualTo("length");
        assertThat(text.tokens()).isEqualTo(3);
    }

    @Test
    void add_anyPieces_sendTheSameAsOnePiece() {
        var random = new Random(7);
        for (int run = 0; run < 500; run++) {
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                all.append("ab 1中".charAt(random.nextInt(5)));
            }
            List<String> stops = List.of("ab1", "中 a", "bb");
            Integer most = random.nextBoolean() ? null : random.nextInt(1, 30);
            var whole = new ChatText(stops, most);
            String once = whole.add(all.toString()) + whole.finish();
            var pieces = new ChatText(stops, most);
            StringBuilder sent = new StringBuilder();
            for (int at = 0; at < all.length(); ) {
                int end = Math.min(all.length(), at + random.nextInt(1, 6));
                sent.append(pieces.add(all.substring(at, end)));
                at = end;
            }
            sent.append(pieces.finish());

            assertThat(sent.toString()).isEqualTo(once);
            assertThat(stops).noneMatch(once::contains);
        }
    }
}
