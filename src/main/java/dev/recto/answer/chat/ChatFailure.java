package dev.recto.answer.chat;

import dev.recto.answer.Degraded;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The chat model did not say what it was asked for. The message is for people and tells what to do; it repeats nothing that a server
 * said, since servers repeat parts of keys and texts.
 */
public final class ChatFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Degraded reason;
    private final transient @Nullable Duration retryAfter;
    private final transient TokenUsage usage;

    ChatFailure(Degraded reason, String message, @Nullable Duration retryAfter) {
        this(reason, message, retryAfter, TokenUsage.NONE);
    }

    private ChatFailure(Degraded reason, String message, @Nullable Duration retryAfter, TokenUsage usage) {
        super(message);
        this.reason = reason;
        this.retryAfter = retryAfter;
        this.usage = usage;
    }

    /** Returns why, in one word. */
    public Degraded reason() {
        return reason;
    }

    /** Returns what was read and written all the same before it failed. */
    public TokenUsage usage() {
        return usage;
    }

    /** Returns the pause that the server asks for, or null. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    ChatFailure withUsage(TokenUsage spent) {
        var failure = new ChatFailure(reason, String.valueOf(getMessage()), retryAfter, spent);
        failure.setStackTrace(getStackTrace());
        return failure;
    }
}
