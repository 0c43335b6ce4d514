package dev.recto.config;

/**
 * How answers are checked and kept, under {@code answer} in the configuration.
 *
 * @param leastConfidence confidence below which the answer is "not found", from 0 (never refuse) to 1; the default was chosen on public
 *     sets, those of questions as people type them among them (decision 0005)
 * @param unsupported what becomes of a sentence that nothing in the evidence backs
 * @param conversations most conversations that each asker keeps of one collection; the oldest go first
 * @param conversationTurns most turns kept of one conversation; a question past them is refused
 * @param historyTokens most tokens of earlier turns that a follow-up question is read with
 */
public record AnswerConfig(
        double leastConfidence, Unsupported unsupported, int conversations, int conversationTurns, int historyTokens) {
    /** What holds where nothing is set. */
    public static final AnswerConfig DEFAULT = new AnswerConfig(0.30, Unsupported.MARK, 1_000, 200, 1_000);

    /** What becomes of a sentence that its citations do not back, and no other passage of the evidence does either. */
    public enum Unsupported {
        /** It is shown, marked as not supported. */
        MARK,
        /** It is left out. */
        DROP
    }
}
