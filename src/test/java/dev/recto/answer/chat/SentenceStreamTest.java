package dev.recto.answer.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceStreamTest {
    private static List<String> cut(String text, int size) {
        var sentences = new ArrayList<String>();
        var stream = new SentenceStream(sentences::add);
        for (int i = 0; i < text.length(); i += size) {
            stream.accept(text.substring(i, Math.min(text.length(), i + size)));
        }
        stream.finish();
        return sentences;
    }

    private static void same(String text, String... sentences) {
        for (int size : new int[] {1, 2, 3, 7, 1_000}) {
            assertThat(cut(text, size)).as("pieces of " + size).containsExactly(sentences);
        }
    }

    @Test
    void accept_english_cutsWhereSentencesEndWithTheirCitations() {
        same(
                "Mr. Lee pays £26,850 [1]. It bears no interest. [2][3] Is it due? Yes [1, 2].",
                "Mr. Lee pays £26,850 [1].",
                "It bears no interest. [2][3]",
                "Is it due?",
                "Yes [1, 2].");
    }

    @Test
    void accept_chinese_cutsWhereSentencesEndWithTheirCitations() {
        same("上限为八千元。【1】应当在五日内结清［２］。住宿费凭发票报销！", "上限为八千元。【1】", "应当在五日内结清［２］。", "住宿费凭发票报销！");
    }

    @Test
    void accept_lines_endSentences() {
        same("- Six months [1]\n- By post [2]\n\nThat is all.", "- Six months [1]", "- By post [2]", "That is all.");
    }

    @Test
    void accept_thoughtsBeforeTheAnswer_areLeftOut() {
        same("<think>The user asks. I look.\nSo: six.</think>\n\nSix months [1].", "Six months [1].");
    }

    @Test
    void accept_aSentence_isGivenOnceTheNextBegins() {
        var sentences = new ArrayList<String>();
        var stream = new SentenceStream(sentences::add);
        stream.accept("It is six months. ");
        assertThat(sentences).isEmpty();
        stream.accept("[1");
        assertThat(sentences).isEmpty();
        stream.accept("] T");
        assertThat(sentences).containsExactly("It is six months. [1]");
    }

    @Test
    void citations_inEveryForm_areTakenOutAndNamed() {
        assertThat(CitationMarks.of("A [1][2].")).isEqualTo(new CitationMarks("A.", List.of(1, 2)));
        assertThat(CitationMarks.of("A [1, 3].")).isEqualTo(new CitationMarks("A.", List.of(1, 3)));
        assertThat(CitationMarks.of("A. [2-4]")).isEqualTo(new CitationMarks("A.", List.of(2, 3, 4)));
        assertThat(CitationMarks.of("甲【1】。")).isEqualTo(new CitationMarks("甲。", List.of(1)));
        assertThat(CitationMarks.of("甲［１，２］。")).isEqualTo(new CitationMarks("甲。", List.of(1, 2)));
        assertThat(CitationMarks.of("甲[来源1、2]。")).isEqualTo(new CitationMarks("甲。", List.of(1, 2)));
        assertThat(CitationMarks.of("A【3†source】 b")).isEqualTo(new CitationMarks("A b", List.of(3)));
        assertThat(CitationMarks.of("A [^1] b [passage 2]")).isEqualTo(new CitationMarks("A b", List.of(1, 2)));
        assertThat(CitationMarks.of("In [sic] 2024 [a]")).isEqualTo(new CitationMarks("In [sic] 2024 [a]", List.of()));
        assertThat(CitationMarks.of("A [1-9999]").numbers()).hasSizeLessThan(200);
    }
}
