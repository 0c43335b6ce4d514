package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import java.util.List;

/** Checks a home's catalogue, originals, readings and indexes against each other. */
public final class Consistency {
    private final IngestParts house;

    public Consistency(IngestParts house) {
        this.house = house;
    }

    /** Returns what is wrong, a sentence each; empty when all agree. Reads every original's bytes. */
    public List<String> check(List<CollectionRow> collections) {
        throw new UnsupportedOperationException(house.toString());
    }

    /** Builds anew what can be built anew (the index always can) and returns what was done, a sentence each. */
    public List<String> repair(List<CollectionRow> collections, IngestListener listener) throws InterruptedException {
        throw new UnsupportedOperationException();
    }
}
