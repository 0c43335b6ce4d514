package dev.recto.answer.chat;

import dev.recto.document.Caller;

/** Says who has spent what they may. */
@FunctionalInterface
public interface SpendingLimit {
    /** Nobody has a limit. */
    SpendingLimit NONE = caller -> false;

    /** Returns whether a caller's money for this month is spent. */
    boolean isReached(Caller caller);
}
