package dev.recto.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NameTermsTest {
    private final NameTerms names = new NameTerms(new TextFolding());

    @Test
    void fileName_ofAReport_isCutWhereAPersonWould() {
        assertThat(names.of("3M_2018_10K.pdf")).containsExactlyInAnyOrder("3m", "2018", "10k");
        assertThat(names.of("AmericanExpress 2022.pdf"))
                .containsExactlyInAnyOrder("americanexpress", "american", "express", "2022");
        assertThat(names.of("PEPSICO_2023Q1_EARNINGS.pdf"))
                .containsExactlyInAnyOrder("pepsico", "2023q1", "2023", "earnings");
    }

    @Test
    void fileName_inChinese_isCutIntoPairs() {
        assertThat(names.of("貴州茅台2022年報.pdf")).contains("贵州", "州茅", "茅台", "2022", "年报");
    }

    @Test
    void question_thatCallsADocument_findsItsTerms() {
        assertThat(names.asked("What was Best Buy's inventory in FY19?")).contains("bestbuy", "best", "buy", "2019");
        assertThat(names.asked("Did PepsiCo’s guidance change in 2023?")).contains("pepsico", "2023");
        assertThat(names.asked("贵州茅台2022年的营业收入是多少？")).contains("贵州", "茅台", "2022");
    }

    @Test
    void numbers_otherThanYears_callNothing() {
        assertThat(names.of("12.pdf")).isEmpty();
        assertThat(names.asked("What is on page 12 of 300?")).doesNotContain("12", "300");
    }

    @Test
    void question_ofManyWords_asksForFewTerms() {
        assertThat(names.asked("alpha".repeat(2_000))).hasSizeLessThanOrEqualTo(64);
        assertThat(names.asked(String.join(" ", java.util.Collections.nCopies(3_000, "Q1x Q2y"))))
                .hasSizeLessThanOrEqualTo(64);
    }
}
