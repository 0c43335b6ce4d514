package dev.recto.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.document.Passage;
import dev.recto.document.Span;
import dev.recto.document.TextRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableRowsTest {
    /** A passage that begins in the middle of its part, each line a sentence. */
    private static Passage passage(@Nullable String header, String text) {
        int shift = 100;
        var sentences = new ArrayList<TextRange>();
        int start = 0;
        for (String line : text.split("\n", -1)) {
            if (!line.isEmpty()) {
                sentences.add(new TextRange(shift + start, shift + start + line.length()));
            }
            start += line.length() + 1;
        }
        var span = new Span(1, new TextRange(shift, shift + text.length()));
        return new Passage(1, span, text, List.of(), header, null, sentences);
    }

    private static List<String> said(Passage passage) {
        TableRows rows = TableRows.of(passage);
        return IntStream.range(0, passage.sentences().size())
                .filter(i -> !rows.isHeader(i))
                .mapToObj(rows::said)
                .toList();
    }

    @Test
    void rowsUnderTheirHeader_areSaidWithItAndTheHeaderIsNot() {
        assertThat(said(passage(
                        "Years\tDays",
                        "Leave depends on the years.\n\nYears\tDays\nUp to 2\t27\n3 to 5\t29\n\nMore words.")))
                .containsExactly(
                        "Leave depends on the years.",
                        "Years: Up to 2; Days: 27",
                        "Years: 3 to 5; Days: 29",
                        "More words.");
    }

    @Test
    void rowsUnderAChineseHeader_areSaidWithChinesePunctuation() {
        assertThat(said(passage("城市类别\t每晚限额", "城市类别\t每晚限额\n北京、上海\t550元"))).containsExactly("城市类别：北京、上海；每晚限额：550元");
    }

    @Test
    void rowsThatGoOnFromThePassageBefore_areSaidWithTheHeaderItKnows() {
        assertThat(said(passage("Event\tDays", "Own wedding\t2\nMoving house\t1")))
                .containsExactly("Event: Own wedding; Days: 2", "Event: Moving house; Days: 1");
    }

    @Test
    void secondTableOfAPassage_hasItsFirstRowAsHeaderWhereOnlyTheOthersHoldFigures() {
        assertThat(said(passage("Years\tDays", "Years\tDays\nUp to 2\t27\n\nEvent\tSpecial leave\nOwn wedding\t2")))
                .containsExactly("Years: Up to 2; Days: 27", "Event: Own wedding; Special leave: 2");
        assertThat(said(passage("Years\tDays", "Years\tDays\nUp to 2\t27\n\nred\tgreen\nblue\tyellow")))
                .containsExactly("Years: Up to 2; Days: 27", "red\tgreen", "blue\tyellow");
    }

    @Test
    void headerOfSeveralRowsWithoutItsEmptyCells_isKnownAsOne() {
        assertThat(said(passage(
                        "\tYear ended 2018\tYear ended 2017",
                        "Year ended\tYear ended\n(Millions)\n2018\t2017\nNet sales\t$32,765\t$31,657\nTotal assets")))
                .containsExactly("Net sales; Year ended 2018: $32,765; Year ended 2017: $31,657", "Total assets");
    }

    @Test
    void emptyCells_areLeftOutAndRowsWithTooManyCellsStayAsTheyAre() {
        assertThat(said(passage("A\tB\tC", "A\tB\tC\n1\t\t3\n1\t2\t3\t4"))).containsExactly("A: 1; C: 3", "1\t2\t3\t4");
    }

    @Test
    void headerWithoutRows_isASentenceLikeAnyOther() {
        assertThat(said(passage("A\tB", "A\tB"))).containsExactly("A\tB");
    }

    @Test
    void said_ofARangeThatIsNoSentence_isNothing() {
        Passage passage = passage("A\tB", "A\tB\n1\t2");
        assertThat(TableRows.of(passage).said(new TextRange(100, 102))).isNull();
        assertThat(TableRows.of(passage).said(passage.sentences().get(1))).isEqualTo("A: 1; B: 2");
    }
}
