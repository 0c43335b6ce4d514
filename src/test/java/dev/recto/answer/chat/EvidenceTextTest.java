package dev.recto.answer.chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.document.ContentHash;
import dev.recto.document.DocumentFacts;
import dev.recto.document.DocumentId;
import dev.recto.document.PartKind;
import dev.recto.document.Passage;
import dev.recto.document.PassageId;
import dev.recto.document.Span;
import dev.recto.document.TextRange;
import dev.recto.index.FoundPassage;
import dev.recto.retrieve.ScoredPassage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EvidenceTextTest {
    private static final TokenCount TOKENS = TokenCount.of("gpt-4o");

    private static List<ScoredPassage> passages(int count) {
        var random = new Random(6);
        var passages = new ArrayList<ScoredPassage>();
        for (int i = 0; i < count; i++) {
            var text = new StringBuilder();
            List<TextRange> sentences = new ArrayList<>();
            int most = 1 + random.nextInt(12);
            for (int s = 0; s < most; s++) {
                int from = text.length();
                text.append(
                        random.nextBoolean()
                                ? "Passage " + i + " says in sentence " + s + " that the notice is "
                                        + random.nextInt(900) + " days long."
                                : "第" + i + "段第" + s + "句说明通知期为" + random.nextInt(900) + "天。");
                sentences.add(new TextRange(from, text.length()));
                text.append(' ');
            }
            passages.add(passage("document-" + i + ".pdf", text.toString(), sentences));
        }
        return passages;
    }

    private static ScoredPassage passage(String name, String text, List<TextRange> sentences) {
        var span = new Span(1, new TextRange(0, text.length()));
        var passage = new Passage(1, span, text, List.of("Notice"), null, null, sentences);
        var facts = new DocumentFacts(
                new DocumentId("d_0000000000"), name, null, Set.of(), Map.of(), new ContentHash("0".repeat(64)));
        return new ScoredPassage(
                new FoundPassage(new PassageId("p_0000000000"), passage, PartKind.PAGE, facts, Map.of()), 1, 1, 1);
    }

    @Test
    void windowedPassages_ofOneLargerThanTheWindow_holdEverySentenceOnceAndFit() {
        var text = new StringBuilder();
        List<TextRange> sentences = new ArrayList<>();
        for (int s = 0; s < 200; s++) {
            int from = text.length();
            text.append("Sentence ")
                    .append(s)
                    .append(" says that the notice is ")
                    .append(s)
                    .append(" days long.");
            sentences.add(new TextRange(from, text.length()));
            text.append(' ');
        }
        ScoredPassage large = passage("long.pdf", text.toString(), sentences);
        for (int budget : new int[] {120, 400, 1_500, 100_000}) {
            List<ScoredPassage> fitting = WindowedPassages.of(List.of(large), budget, TOKENS::count);
            List<TextRange> held = new ArrayList<>();
            for (ScoredPassage one : fitting) {
                EvidenceText packed = EvidenceText.pack(List.of(one), budget, TOKENS::count);
                assertThat(packed.text()).contains(one.found().passage().text().strip());
                assertThat(TOKENS.count(packed.text())).isLessThanOrEqualTo(budget);
                held.addAll(one.found().passage().sentences());
            }
            assertThat(held).isEqualTo(sentences);
            assertThat(fitting.size() == 1).isEqualTo(budget == 100_000);
        }
    }

    @Test
    void pack_twoHundredPassages_neverGoesOverNeverCutsASentenceAndKeepsTheOrder() {
        List<ScoredPassage> ranked = passages(200);
        for (int budget = 40; budget <= 8_192; budget += 61) {
            EvidenceText packed = EvidenceText.pack(ranked, budget, TOKENS::count);
            assertThat(TOKENS.count(packed.text())).as("budget " + budget).isLessThanOrEqualTo(Math.max(budget, 60));
            int first = packed.passages().isEmpty()
                    ? 0
                    : ranked.indexOf(packed.passages().getFirst());
            assertThat(packed.passages())
                    .isEqualTo(ranked.subList(first, first + packed.passages().size()));
            String body = packed.text().substring(0, packed.text().lastIndexOf("==="));
            for (int i = 0; i + 1 < packed.passages().size(); i++) {
                assertThat(body)
                        .contains(packed.passages()
                                .get(i)
                                .found()
                                .passage()
                                .text()
                                .strip());
            }
            String last = body.substring(0, body.lastIndexOf("===")).strip();
            assertThat(packed.passages().isEmpty() || last.endsWith(".") || last.endsWith("。"))
                    .isTrue();
        }
    }

    @Test
    void pack_aFirstPassageWithoutASentenceThatFits_isLeftOutForTheNext() {
        String endless = "word ".repeat(2_000);
        ScoredPassage large = passage("a.pdf", endless, List.of(new TextRange(0, endless.length())));
        ScoredPassage small = passage("b.pdf", "Notice is six months.", List.of(new TextRange(0, 21)));
        EvidenceText packed = EvidenceText.pack(List.of(large, small), 500, TOKENS::count);
        assertThat(packed.passages()).containsExactly(small);
        assertThat(packed.read()).isEqualTo(2);
        assertThat(EvidenceText.pack(List.of(small, large), 500, TOKENS::count).read())
                .isEqualTo(1);
    }

    @Test
    void pack_aPassageThatIsCut_isToBeReadAgain() {
        List<ScoredPassage> ranked = passages(50);
        for (int budget = 300; budget <= 3_000; budget += 61) {
            EvidenceText packed = EvidenceText.pack(ranked, budget, TOKENS::count);
            ScoredPassage last = packed.passages().getLast();
            boolean whole = packed.text().contains(last.found().passage().text().strip());
            assertThat(packed.read()).isEqualTo(Math.max(1, packed.passages().size() - (whole ? 0 : 1)));
        }
    }

    @Test
    void pack_whatNoReaderSees_isNotSent() {
        String hidden = "Notice is six months.\u200b\u202e"
                + new String(Character.toChars(0xE0041))
                + new String(Character.toChars(0xE0100)) + "\ufe0f By post.";
        EvidenceText packed = EvidenceText.pack(
                List.of(passage("a\u200bb\nc.pdf", hidden, List.of(new TextRange(0, hidden.length())))),
                1_000,
                TOKENS::count);
        assertThat(packed.text()).contains("Notice is six months. By post.").contains("[1] ab c.pdf");
        assertThat(packed.text().codePoints().allMatch(c -> c == '\n' || (c >= 32 && c < 0x2100)))
                .isTrue();
    }

    @Test
    void pack_twice_drawsAnotherMark() {
        List<ScoredPassage> ranked = passages(2);
        assertThat(EvidenceText.pack(ranked, 4_000, TOKENS::count).boundary())
                .isNotEqualTo(EvidenceText.pack(ranked, 4_000, TOKENS::count).boundary());
    }
}
