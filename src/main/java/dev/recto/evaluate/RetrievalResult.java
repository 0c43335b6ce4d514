package dev.recto.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was measured on one retrieval set.
 *
 * @param name the set's name
 * @param documents how many documents were searched
 * @param passages how many passages they were split into
 * @param questions how many questions were asked
 * @param missing judged documents that the corpus does not have
 * @param fused the product's own ranking
 * @param lexical words alone, or null where not compared
 * @param dense vectors alone, or null where not compared
 */
public record RetrievalResult(
        String name,
        int documents,
        int passages,
        int questions,
        int missing,
        Measured fused,
        @Nullable Measured lexical,
        @Nullable Measured dense) {

    /**
     * One ranking's figures.
     *
     * @param mean over all questions
     * @param each question's own, in the set's order, for tests of significance
     */
    public record Measured(RankingMetrics mean, List<RankingMetrics> each) {
        public Measured {
            each = List.copyOf(each);
        }

        static Measured of(List<RankingMetrics> each) {
            return new Measured(RankingMetrics.mean(each), each);
        }
    }

    /** Returns it as the JSON object that {@code eval retrieval --json} prints for a set: names to numbers, texts and maps. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", name);
        json.put("documents", documents);
        json.put("passages", passages);
        json.put("questions", questions);
        json.put("missing", missing);
        json.put("fused", fused.mean().named());
        if (lexical != null) {
            json.put("lexical", lexical.mean().named());
        }
        if (dense != null) {
            json.put("dense", dense.mean().named());
        }
        return json;
    }
}
