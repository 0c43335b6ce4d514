package dev.recto.ingest;

import dev.recto.catalog.GenerationRow;
import dev.recto.index.PassageIndex;
import java.util.concurrent.atomic.AtomicBoolean;

/** A generation that stays open, and its files in place, until this is closed, whichever generation answers by then. */
public final class HeldGeneration implements AutoCloseable {
    private final GenerationRow row;
    private final PassageIndex index;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param release called once, when nobody works with this any more */
    HeldGeneration(GenerationRow row, PassageIndex index, Runnable release) {
        this.row = row;
        this.index = index;
        this.release = release;
    }

    /** Returns what it is made with, as it was when it was taken hold of. */
    public GenerationRow row() {
        return row;
    }

    /** Returns its index, which this closes in time. */
    public PassageIndex index() {
        return index;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release.run();
        }
    }
}
