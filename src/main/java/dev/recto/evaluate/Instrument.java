package dev.recto.evaluate;

import dev.recto.catalog.VectorCache;
import dev.recto.embed.Embedder;
import dev.recto.retrieve.Ranking;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * What a measurement works with.
 *
 * @param embedder the product's own; stays its owner's to close
 * @param cache keeps the vectors of sets, so that measuring again is fast; stays its owner's to close
 * @param house puts retriever and answerer together around an embedder, as the product does
 * @param compare whether to measure words alone and vectors alone, too
 */
public record Instrument(Embedder embedder, VectorCache cache, Function<Embedder, Assembly> house, boolean compare) {
    /** Returns rooms that remember questions: for figures. */
    Assembly remembering() {
        return house.apply(new RememberedQuestions(embedder, cache));
    }

    /** Returns rooms as users have them: for times. */
    Assembly asUsersHaveIt() {
        return house.apply(embedder);
    }

    /** Returns what is measured, by the name it has outside; the product's own first. */
    Map<String, Ranking> rankings() {
        Map<String, Ranking> rankings = new LinkedHashMap<>();
        rankings.put(SetReport.FUSED, Ranking.FUSED);
        if (compare) {
            rankings.put(SetReport.LEXICAL, Ranking.LEXICAL);
            rankings.put(SetReport.DENSE, Ranking.DENSE);
        }
        return rankings;
    }
}
