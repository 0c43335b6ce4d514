package dev.recto.ingest;

import dev.recto.catalog.DocumentRow;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;

/** The documents of one turn, at least so many, until somebody waits for the turn to end. */
final class TurnRows implements Iterator<DocumentRow> {
    private final Iterator<DocumentRow> rows;
    private final int least;
    private final BooleanSupplier awaited;
    private volatile int handedOut;

    TurnRows(Iterator<DocumentRow> rows, int least, BooleanSupplier awaited) {
        this.rows = rows;
        this.least = least;
        this.awaited = awaited;
    }

    /** Returns whether any document was handed out. */
    boolean begun() {
        return handedOut > 0;
    }

    @Override
    public boolean hasNext() {
        return (handedOut < least || !awaited.getAsBoolean()) && rows.hasNext();
    }

    @Override
    public DocumentRow next() {
        if (!rows.hasNext()) {
            throw new NoSuchElementException();
        }
        handedOut++; // by one thread alone
        return rows.next();
    }
}
