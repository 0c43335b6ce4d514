package dev.recto.ingest;

import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.index.PassageIndex;
import java.util.List;

/** Removes from an index what the catalogue has tombstones for, so that nothing deleted comes back with work that began before. */
final class Sweep {
    private Sweep() {}

    /**
     * Returns the documents that were removed, durably when this returns. Where a write that failed beside it took a removal back, its
     * document waits for the next sweep.
     */
    static List<DocumentRow> sweep(Catalog catalog, CollectionRow collection, PassageIndex index, IndexThread thread) {
        List<DocumentRow> buried = catalog.documents().buried(collection.id());
        if (buried.isEmpty()) {
            return buried;
        }
        long position = catalog.ledger().last();
        thread.run(() -> {
            buried.forEach(row -> index.delete(row.id()));
            index.commit(position);
        });
        List<DocumentRow> removed = absent(buried, index);
        catalog.documents().removed(Burial.ids(removed), position);
        return removed;
    }

    private static List<DocumentRow> absent(List<DocumentRow> rows, PassageIndex index) {
        try (PassageIndex.Snapshot snapshot = index.snapshot()) {
            return rows.stream().filter(row -> snapshot.count(row.id()) == 0).toList();
        }
    }
}
