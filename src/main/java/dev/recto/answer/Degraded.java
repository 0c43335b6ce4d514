package dev.recto.answer;

import java.util.Locale;

/** Why the chat model was not used, or not to the end, though it was to be. */
public enum Degraded {
    /** It did not answer within {@code chat.timeout}. */
    TIMEOUT,
    /** It could not be reached, failed, or failed so often that it is left alone for a while. */
    UNAVAILABLE,
    /** It limits our requests, and still did after the tries allowed. */
    RATE_LIMITED,
    /** So many requests to it run already. */
    BUSY,
    /** It refused the key. */
    UNAUTHORIZED,
    /** The server has no such model. */
    UNKNOWN_MODEL,
    /** It refused the request, or to say what it was asked for. */
    REFUSED,
    /** What it sent is no answer: broken, cut off, or far too long. */
    INVALID,
    /** The asker's money for this month is spent. */
    BUDGET,
    /** Moderation refused the next sentence of the answer, which ends there. */
    MODERATION,
    /** The next sentence of the answer could not be judged by moderation, and so is not said. */
    UNJUDGED;

    /** Returns the name outside. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether trying again may help. */
    public boolean mayPass() {
        return switch (this) {
            case UNAVAILABLE, RATE_LIMITED -> true;
            case TIMEOUT, BUSY, UNAUTHORIZED, UNKNOWN_MODEL, REFUSED, INVALID, BUDGET, MODERATION, UNJUDGED -> false;
        };
    }
}
