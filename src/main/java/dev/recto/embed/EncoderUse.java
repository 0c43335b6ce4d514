package dev.recto.embed;

/**
 * How a model's authors have it used.
 *
 * @param pooling what becomes the vector of a whole text
 * @param questionPrompt what goes before a question; empty for nothing
 * @param passagePrompt what goes before a passage; empty for nothing
 * @param positions tokens of one run at most, the two that frame it included
 */
record EncoderUse(Pooling pooling, String questionPrompt, String passagePrompt, int positions) {
    /** Positions of BERT, and the most that are used: a passage has 150 to 300 tokens. */
    static final int MOST_POSITIONS = 512;

    /** What becomes the vector of a whole text. */
    enum Pooling {
        /** The state of the first token, {@code [CLS]}. */
        CLS,
        /** The mean of all tokens' states, the framing ones included, as sentence-transformers has it. */
        MEAN
    }

    /** Returns the tokens of a text in one run: the positions less the two tokens that frame it. */
    int windowTokens() {
        return positions - 2;
    }

    /** Returns the tokens that a passage's context may take, a third of a window, so that the text itself always counts most. */
    int contextTokens() {
        return windowTokens() / 3;
    }
}
