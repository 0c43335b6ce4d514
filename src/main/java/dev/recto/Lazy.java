package dev.recto;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A part that is opened when it is first asked for, and closed only if it was. Safe for use by several threads. */
final class Lazy<T extends AutoCloseable> implements Supplier<T>, AutoCloseable {
    private final Supplier<T> opening;
    private @Nullable T opened;
    private boolean closed;

    Lazy(Supplier<T> opening) {
        this.opening = opening;
    }

    /**
     * Returns the part, the same one each time.
     *
     * @throws IllegalStateException if it was closed
     */
    @Override
    public synchronized T get() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        if (opened == null) {
            opened = opening.get(); // a failed opening is tried again by the next call
        }
        return opened;
    }

    @Override
    public synchronized void close() throws Exception {
        closed = true;
        if (opened != null) {
            opened.close();
        }
    }
}
