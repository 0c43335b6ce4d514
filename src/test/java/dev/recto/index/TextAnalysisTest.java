package dev.recto.index;

import static org.assertj.core.api.Assertions.assertThat;

import com.ibm.icu.text.Transliterator;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextAnalysisTest {
    private final TextAnalysis analysis = new TextAnalysis();

    @AfterEach
    void close() {
        analysis.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            the annual 10-K report           | 10-K
            the annual 10-K report           | 10K
            filed on form 10‑K today         | 10-k
            costs 1,250.00 dollars           | 1250
            costs 1,250.00 dollars           | 1,250.00
            costs 1250 dollars               | 1,250
            release v2.3 of the server       | v2.3
            on 2024-01-05 it rained          | 2024-01-05
            on 2024-01-05 it rained          | 2024
            the company's leases             | company lease
            the company’s leases             | lease
            naïve café                       | NAIVE CAFE
            the ﬁnal oﬃce                    | final office
            AMD_2022_10K.pdf                 | amd 2022
            see report.pdf                   | report
            Ｆｕｌｌ　ｗｉｄｔｈ１２３           | full width123
            臺灣的資訊工程師                   | 台湾
            台湾的信息工程师                   | 臺灣
            合同于2016年由Nexon发行            | nexon 2016
            合同于2016年由Nexon发行            | 合同
            6½ sacks                         | 6
            a zero​width​break               | zerowidthbreak
            """)
    void terms_textAndQuestion_shareEveryTermOfTheQuestion(String text, String question) {
        assertThat(analysis.terms(text)).containsAll(analysis.questionTerms(question));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            section 2.10            | 2.1
            version v2.3            | v2.4
            合同                     | 同合
            10-K                    | 10-Q
            """)
    void terms_otherIdentifier_doesNotMatchWhole(String text, String question) {
        assertThat(analysis.terms(text))
                .doesNotContainAnyElementsOf(Set.of(analysis.fold(question).replace('-', '_')));
        assertThat(analysis.terms(text)).isNotEqualTo(analysis.terms(question));
    }

    @Test
    void questionTerms_functionWordsBesideOthers_areLeftOut() {
        assertThat(analysis.questionTerms("What is the notice period?")).containsExactly("notic", "period");
    }

    @Test
    void questionTerms_functionWordsAlone_areKept() {
        assertThat(analysis.questionTerms("To be or not to be")).containsExactly("to", "be", "or", "not");
        assertThat(analysis.terms("to be, or not to be, that is the question")).contains("to", "be", "or", "not");
    }

    @Test
    void questionTerms_punctuationAlone_isEmpty() {
        assertThat(analysis.questionTerms("?!… （）「」 -- ** \u0000 \uD800")).isEmpty();
    }

    @Test
    void questionTerms_syntaxOfQueryLanguages_isPlainWords() {
        assertThat(analysis.questionTerms("title:rent^4 AND (lease~2 OR /no.*ce/) -secret [a TO z] *"))
                .contains("rent", "leas", "secret")
                .allSatisfy(term -> assertThat(term).matches("[a-z0-9_.:]+"));
    }

    @Test
    void questionTerms_endlessQuestion_isBounded() {
        StringBuilder endless = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            endless.append("w").append(i).append(' ');
        }
        assertThat(analysis.questionTerms(endless.toString())).hasSize(TextAnalysis.MOST_QUESTION_TERMS);
    }

    @Test
    void fold_everyCharacterOfTheTable_isAsIcuTransformsIt() {
        Transliterator icu = Transliterator.getInstance("Traditional-Simplified");
        TextFolding folding = new TextFolding();
        Predicate<String> single = simplified -> simplified.length() == 1;
        for (char c = '\u3400'; c < '\uA000'; c++) {
            String simplified = icu.transliterate(String.valueOf(c));
            String expected = single.test(simplified) ? simplified : String.valueOf(c);
            assertThat(folding.fold(String.valueOf(c))).isEqualTo(expected);
        }
    }
}
