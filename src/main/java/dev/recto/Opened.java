package dev.recto;

import java.util.ArrayDeque;
import java.util.Deque;

/** Parts in the order in which they were opened, closed in reverse; what fails to close keeps nothing else from closing. */
final class Opened implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final String whole;

    /** @param whole what they are parts of, for messages */
    Opened(String whole) {
        this.whole = whole;
    }

    /** Closes a part with the others; returns it. */
    <T extends AutoCloseable> T hold(T part) {
        parts.push(part);
        return part;
    }

    /** @throws IllegalStateException with the first failure and those after it, when everything was closed */
    @Override
    public void close() {
        IllegalStateException failure = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                if (failure == null) {
                    failure = new IllegalStateException("Closing " + whole + " failed: " + e.getMessage(), e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
