package dev.recto.answer;

import dev.recto.retrieve.ScoredPassage;
import java.util.List;

/** Is told of an answer while it is made. Throwing {@link java.util.concurrent.CancellationException} ends the work. */
public interface AnswerListener {
    /** Hears nothing: for callers who want the whole answer alone. */
    AnswerListener NONE = new AnswerListener() {};

    /** The evidence stands. */
    default void evidence(List<ScoredPassage> passages) {}

    /** A citation stands; always before the first sentence that names it. */
    default void citation(Citation citation) {}

    /** A sentence was checked and stands. */
    default void sentence(AnswerSentence sentence) {}
}
