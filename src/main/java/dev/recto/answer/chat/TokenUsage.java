package dev.recto.answer.chat;

/**
 * Tokens that a chat model read and wrote.
 *
 * @param promptTokens tokens read
 * @param completionTokens tokens written
 * @param estimated whether they were counted here, because the server did not say
 */
public record TokenUsage(int promptTokens, int completionTokens, boolean estimated) {
    /** No model was asked. */
    public static final TokenUsage NONE = new TokenUsage(0, 0, false);

    public TokenUsage {
        if (promptTokens < 0 || completionTokens < 0) {
            throw new IllegalArgumentException("tokens cannot be fewer than none");
        }
    }

    /** Returns both together; estimated where one of them is. */
    public TokenUsage plus(TokenUsage other) {
        return new TokenUsage(
                promptTokens + other.promptTokens,
                completionTokens + other.completionTokens,
                estimated || other.estimated);
    }
}
