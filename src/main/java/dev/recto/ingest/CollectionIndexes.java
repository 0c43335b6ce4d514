package dev.recto.ingest;

import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.Home;
import dev.recto.document.CollectionId;
import dev.recto.embed.Embedder;
import dev.recto.index.PassageIndex;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The index of each collection, opened once and shared by whoever asks and whoever ingests.
 */
public final class CollectionIndexes implements AutoCloseable {
    private final Home home;
    private final Catalog catalog;
    private final Supplier<Embedder> embedder;
    private final PassageIndexFactory factory;
    private final Map<CollectionId, PassageIndex> open = new HashMap<>();

    public CollectionIndexes(Home home, Catalog catalog, Supplier<Embedder> embedder, PassageIndexFactory factory) {
        this.home = home;
        this.catalog = catalog;
        this.embedder = embedder;
        this.factory = factory;
    }

    /** Returns the index that answers for a collection, opened until this is closed; callers must not close it. */
    public synchronized PassageIndex live(CollectionRow collection) {
        throw new UnsupportedOperationException(home + " " + catalog + embedder + factory + open + collection);
    }

    @Override
    public synchronized void close() {
        open.values().forEach(PassageIndex::close);
        open.clear();
    }
}
