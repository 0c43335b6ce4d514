package dev.recto.evaluate;

import dev.recto.answer.Answerer;
import dev.recto.answer.PartSource;
import dev.recto.retrieve.Ranking;
import dev.recto.retrieve.Retriever;

/** How the product puts its rooms together for a question, so that what is measured is what users get. */
public interface Assembly {
    /** Returns what finds evidence. */
    Retriever retriever(Ranking ranking);

    /** Returns the confidence below which users are told "not found", 0 to 1. */
    double leastConfidence();

    /**
     * Returns what answers by quoting.
     *
     * @param leastConfidence below which a question is refused, 0 (never) to 1
     */
    Answerer answerer(Ranking ranking, PartSource parts, double leastConfidence);
}
