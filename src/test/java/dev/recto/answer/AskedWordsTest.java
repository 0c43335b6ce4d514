package dev.recto.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AskedWordsTest {
    /** Terms as the index makes them of Chinese, without its function words. */
    private static Set<String> terms(String text) {
        var terms = new HashSet<String>();
        for (int i = 0; i < text.length(); i++) {
            terms.add(text.substring(i, i + 1));
            if (i + 1 < text.length()) {
                terms.add(text.substring(i, i + 2));
            }
        }
        return terms;
    }

    private static Map<String, Double> weights(String question, String... functionWords) {
        var weights = new HashMap<String, Double>();
        terms(question).forEach(term -> weights.put(term, 1.0));
        weights.keySet().removeAll(Set.of(functionWords));
        return weights;
    }

    @Test
    void of_aChineseQuestion_leavesOutPairsAcrossWordsAndSingleCharactersOfThem() {
        String question = "旅游人次和收入是多少";
        Map<String, Double> asked = AskedWords.of(question, weights(question, "和", "是", "多少"), AskedWordsTest::terms);
        assertThat(asked).containsOnlyKeys("旅游", "人次", "收入");
    }

    @Test
    void of_aNameThatNoDictionaryHas_countsItsPairs() {
        String question = "澜赋科技";
        assertThat(AskedWords.of(question, weights(question), AskedWordsTest::terms))
                .containsOnlyKeys("澜赋", "科技");
    }

    @Test
    void of_anEnglishQuestion_keepsEveryWeight() {
        Map<String, Double> weights = Map.of("leav", 2.0, "day", 1.0);
        assertThat(AskedWords.of("How many days of leave?", weights, text -> Set.of()))
                .isEqualTo(weights);
    }

    @Test
    void of_aQuestionOfFunctionWordsAlone_keepsEveryWeight() {
        Map<String, Double> weights = Map.of("是多", 1.0);
        assertThat(AskedWords.of("是多少", weights, text -> Set.of())).isEqualTo(weights);
    }
}
