package dev.recto.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.config.LimitsConfig;
import dev.recto.document.Block;
import dev.recto.document.BlockKind;
import dev.recto.document.Part;
import dev.recto.document.TextRange;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineCountTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "A. A. A. b",
                "!a!a?b?c",
                "1.A 2.B 3.5 x.y",
                "。。好。他说!好",
                "A) B.) C.) D",
                "𑁇a𑁇b𑁇c",
                "one\ntwo. Three",
                "؟ا؟ب",
                "．甲．乙"
            })
    void of_anyText_isNeverFewerThanItsSentences(String text) {
        for (BlockKind kind : BlockKind.values()) {
            var block = new Block(kind, new TextRange(0, text.length()), kind == BlockKind.HEADING ? 1 : 0, null, null);
            assertThat(LineCount.of(text, kind))
                    .isGreaterThanOrEqualTo(new Sentences().of(text, block).size());
        }
    }

    @Test
    void of_figures_areNotSentences() {
        assertThat(LineCount.of("1.25 2.5 e.g.this", BlockKind.PARAGRAPH)).isEqualTo(1);
    }

    @Test
    void draft_moreLinesThanAllowed_isCutAndSaysSo() {
        var draft = new DocumentDraft(LimitsConfig.DEFAULT);
        draft.code("x\n".repeat(LineCount.MOST - 3) + "x", null);
        draft.paragraph("A. B. C. D. E. F.");
        draft.paragraph("left out");

        var read = (ReadOutcome.Read) draft.finish("text/plain", List.of());
        Part part = read.document().parts().getFirst();
        assertThat(part.text()).endsWith("x\n\nA. B.");
        assertThat(read.gap()).contains("1000000 lines");
    }
}
