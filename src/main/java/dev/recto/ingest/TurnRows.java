package dev.recto.ingest;

import dev.recto.catalog.DocumentRow;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;

/** The documents of one turn, until somebody waits for the turn to end. */
final class TurnRows implements Iterator<DocumentRow> {
    private final Iterator<DocumentRow> rows;
    private final BooleanSupplier awaited;
    private volatile boolean begun;

    TurnRows(List<DocumentRow> rows, BooleanSupplier awaited) {
        this.rows = rows.iterator();
        this.awaited = awaited;
    }

    /** Returns whether any document was handed out. */
    boolean begun() {
        return begun;
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext() && !awaited.getAsBoolean();
    }

    @Override
    public DocumentRow next() {
        if (!rows.hasNext()) {
            throw new NoSuchElementException();
        }
        begun = true;
        return rows.next();
    }
}
