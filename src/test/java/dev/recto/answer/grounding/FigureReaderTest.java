package dev.recto.answer.grounding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.index.TextAnalysis;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Numbers, however they are written, are read as the same value. */
class FigureReaderTest {
    private static final TextAnalysis ANALYSIS = new TextAnalysis();

    @Test
    void read_numbersInManyWritings_areEqual() {
        agree("1,200,000", "1.2 million", "1200000", "120万", "一百二十万", "１２０００００");
        agree("30000", "3万", "三万", "thirty thousand");
        agree("1200", "一千二百", "one thousand two hundred");
        agree("30%", "30 percent", "30 per cent", "百分之三十", "三成", "３０％", "百分之30");
        agree("24", "twenty-four", "二十四");
        agree("the 3rd act", "the third act", "第三幕", "第3幕");
        agree("2024", "二〇二四");
        agree("the first three forces", "the first 3 forces");
        agree("6½", "6.5");
        agree("£26,850", "26850 pounds", "26,850英镑");
        agree("12 km", "12 kilometres", "12公里", "12千米");
    }

    @Test
    void read_datesInManyWritings_haveTheSameYearMonthAndDay() {
        for (String date : List.of(
                "2024-05-01", "May 1, 2024", "1 May 2024", "2024年5月1日", "二〇二四年五月一日", "1st of May 2024", "2024/5/1")) {
            assertThat(values(date)).as(date).contains("2024", "1", "5 month");
        }
    }

    @Test
    void read_unitsThatContradict_disagree() {
        assertThat(agrees("30%", "30 days")).isFalse();
        assertThat(agrees("$5", "£5")).isFalse();
        assertThat(agrees("1,200", "1,201")).isFalse();
        assertThat(agrees("三成", "三天")).isFalse();
    }

    @Test
    void read_wordsThatAreNoNumbers_tellNothing() {
        for (String text : List.of("It may be so.", "one of them", "一些人一直在这里", "They march on.", "十分重要")) {
            assertThat(read(text).stream().filter(Figure::telling)).as(text).isEmpty();
        }
    }

    @Test
    void read_hugeAndBrokenNumbers_doesNotFail() {
        read("9".repeat(100_000) + " 1/0 0/0 " + "亿".repeat(1_000) + "一分之 百分之 零分之三 1.2.3.4 99999999 billion");
    }

    private static void agree(String... writings) {
        for (String one : writings) {
            for (String other : writings) {
                assertThat(agrees(one, other)).as(one + " = " + other).isTrue();
            }
        }
    }

    private static boolean agrees(String one, String other) {
        List<Figure> figures = read(one);
        return !figures.isEmpty()
                && figures.stream().allMatch(figure -> read(other).stream().anyMatch(figure::agrees));
    }

    private static List<String> values(String text) {
        return read(text).stream()
                .map(figure -> (figure.value().toPlainString() + " " + figure.unit())
                        .strip()
                        .toLowerCase(Locale.ROOT))
                .toList();
    }

    private static List<Figure> read(String text) {
        return new FigureReader().read(ANALYSIS.fold(text));
    }
}
