package dev.recto.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.document.Block;
import dev.recto.document.BlockKind;
import dev.recto.document.Part;
import dev.recto.document.PartKind;
import dev.recto.document.Passage;
import dev.recto.document.SourceDocument;
import dev.recto.document.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PassageSplitterTest {
    private static final String LONG_BODY = "The tenant shall keep the premises in good repair and order. ".repeat(8);

    private final PassageSplitter splitter = new PassageSplitter();

    @Test
    void everyPassage_ofALongText_equalsThePartsTextAtItsSpan() {
        Part part = body(paragraph(LONG_BODY.repeat(12)), heading(1, "Rent"), paragraph(LONG_BODY));
        List<Passage> passages = split(part);
        assertThat(passages).hasSizeGreaterThan(3);
        assertThat(passages).allSatisfy(passage -> {
            assertThat(passage.span().range().of(part.text())).isEqualTo(passage.text());
            assertThat(TokenEstimate.tokens(passage.text(), 0, passage.text().length()))
                    .isBetween(100, PassageSplitter.MOST_TOKENS + 30);
        });
    }

    @Test
    void headings_nested_becomeThePathOfWhatStandsUnderThem() {
        List<Passage> passages = split(body(
                heading(1, "Lease"),
                heading(2, "4 Notice"),
                paragraph(LONG_BODY),
                heading(2, "5 Rent"),
                paragraph(LONG_BODY)));
        assertThat(passages)
                .extracting(Passage::headingPath)
                .containsExactly(List.of("Lease", "4 Notice"), List.of("Lease", "5 Rent"));
    }

    @Test
    void heading_onThePageBefore_staysOpenOnTheNextPage() {
        Part first = page(1, heading(1, "Terms"), paragraph(LONG_BODY));
        Part second = page(2, paragraph(LONG_BODY));
        assertThat(split(first, second)).extracting(Passage::headingPath).containsOnly(List.of("Terms"));
    }

    @Test
    void shortSections_shareAPassage_underTheHeadingsTheyHaveInCommon() {
        List<Passage> passages = split(body(
                heading(1, "Handbook"),
                heading(2, "Parking"),
                paragraph("Behind the house."),
                heading(2, "Coffee"),
                heading(3, "Beans"),
                paragraph(LONG_BODY)));
        assertThat(passages).singleElement().satisfies(passage -> {
            assertThat(passage.headingPath()).containsExactly("Handbook");
            assertThat(passage.text()).contains("Behind the house.").contains("good repair");
        });
    }

    @Test
    void sentences_inEnglish_areCutAsIcuDoesAndKeepAbbreviations() {
        assertThat(sentences("Mr. Smith of Acme Inc. signed on 3 May 2021. He paid $1,250.50 at once! Why?"))
                .containsExactly("Mr. Smith of Acme Inc. signed on 3 May 2021.", "He paid $1,250.50 at once!", "Why?");
    }

    @Test
    void sentences_inChinese_endAtTheChineseFullStop() {
        assertThat(sentences("租期为三年。租金每月5000元！是否可续租？可以。")).containsExactly("租期为三年。", "租金每月5000元！", "是否可续租？", "可以。");
    }

    @Test
    void sentence_wrappedOverLines_isOneSentence() {
        assertThat(sentences("This sentence was wrapped\nby its editor. The next was not."))
                .containsExactly("This sentence was wrapped\nby its editor.", "The next was not.");
    }

    @Test
    void headings_areInThePassage_butAreNoSentences() {
        Passage passage =
                split(body(heading(1, "Notice"), paragraph("Three months."))).getFirst();
        assertThat(passage.text()).startsWith("Notice");
        assertThat(passage.sentences()).hasSize(1);
        assertThat(passage.sentence(0)).isEqualTo("Three months.");
    }

    @Test
    void pageOfHeadingsAlone_isStillFound() {
        assertThat(split(page(1, heading(1, "Annual Report"), heading(2, "2018"))))
                .singleElement()
                .satisfies(passage -> assertThat(passage.sentences()).hasSize(2));
    }

    @Test
    void furniture_isInNoPassage() {
        Part part = page(
                1,
                new Piece(BlockKind.FURNITURE, 0, "Acme 10-K"),
                paragraph(LONG_BODY),
                new Piece(BlockKind.FURNITURE, 0, "12"));
        assertThat(split(part)).singleElement().satisfies(passage -> assertThat(passage.text())
                .doesNotContain("10-K"));
    }

    @Test
    void oneEndlessWord_isCutInLinearTimeWithNothingLost() {
        Part part = body(paragraph("a".repeat(3_000_000)));
        List<Passage> passages = split(part);
        assertThat(passages.stream()
                        .mapToInt(passage -> passage.text().length())
                        .sum())
                .isEqualTo(3_000_000);
    }

    @Test
    void surrogatePairs_inALongText_areNeverCutApart() {
        Part part = body(paragraph("𠀀".repeat(5_000)));
        assertThat(split(part)).allSatisfy(passage -> {
            assertThat(Character.isLowSurrogate(passage.text().charAt(0))).isFalse();
            assertThat(Character.isHighSurrogate(
                            passage.text().charAt(passage.text().length() - 1)))
                    .isFalse();
        });
    }

    @Test
    void headingPath_ofALongHeading_endsWithAWholeCharacter() {
        for (String before : List.of("", "x")) {
            List<Passage> passages = split(body(heading(1, before + "😀".repeat(150)), paragraph(LONG_BODY)));
            assertThat(passages.getFirst().headingPath().getFirst().codePoints())
                    .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
        }
    }

    @Test
    void emptyDocument_hasNoPassages() {
        assertThat(splitter.split(new SourceDocument("text/plain", null, Map.of(), List.of())))
                .isEmpty();
    }

    private List<String> sentences(String paragraph) {
        Passage passage = split(body(paragraph(paragraph))).getFirst();
        var sentences = new ArrayList<String>();
        for (int i = 0; i < passage.sentences().size(); i++) {
            sentences.add(passage.sentence(i));
        }
        return sentences;
    }

    private List<Passage> split(Part... parts) {
        return splitter.split(new SourceDocument("text/plain", null, Map.of(), List.of(parts)));
    }

    private record Piece(BlockKind kind, int level, String text) {}

    private static Piece heading(int level, String text) {
        return new Piece(BlockKind.HEADING, level, text);
    }

    private static Piece paragraph(String text) {
        return new Piece(BlockKind.PARAGRAPH, 0, text);
    }

    private static Part body(Piece... pieces) {
        return part(1, PartKind.BODY, pieces);
    }

    private static Part page(int number, Piece... pieces) {
        return part(number, PartKind.PAGE, pieces);
    }

    private static Part part(int number, PartKind kind, Piece... pieces) {
        var text = new StringBuilder();
        var blocks = new ArrayList<Block>();
        for (Piece piece : pieces) {
            int start = text.length();
            text.append(piece.text);
            blocks.add(new Block(piece.kind, new TextRange(start, text.length()), piece.level, null, null));
            text.append("\n\n");
        }
        return Part.flowing(number, kind, null, text.toString(), blocks);
    }
}
