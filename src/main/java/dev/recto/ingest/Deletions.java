package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DeletionRow;
import dev.recto.catalog.DocumentPage;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.DocumentState;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentId;
import dev.recto.index.PassageIndex;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReadWriteLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes documents and whole collections, and tells what was removed. */
final class Deletions {
    private static final Logger LOG = LoggerFactory.getLogger(Deletions.class);
    private static final int DELETED_TOGETHER = 200;
    /**
     * How often a document is taken out of the index: a write that fails beside it, as on a full disk, takes back whatever nobody had
     * committed, removals too. Work in hand is no reason: {@link LivingIndex} lets none of it in.
     */
    private static final int MOST_REMOVALS = 2;

    private final IngestParts house;
    private final Burial burial;
    private final CollectionTurns turns;
    private final Wholeness wholeness;
    private final Purge purge;

    Deletions(IngestParts house, Burial burial, CollectionTurns turns, Wholeness wholeness, Purge purge) {
        this.house = house;
        this.burial = burial;
        this.turns = turns;
        this.wholeness = wholeness;
        this.purge = purge;
    }

    /**
     * Deletes a document with its attachments and archive entries: tombstone, index, cached vectors, what was read, original.
     *
     * @throws NoSuchElementException if the collection has no such document
     * @throws IllegalArgumentException if it stands in another document, which must be deleted instead
     */
    DeletionReceipt delete(CollectionRow collection, DocumentId document) throws InterruptedException {
        DocumentRow row = house.catalog()
                .documents()
                .find(document)
                .filter(one -> one.collection().equals(collection.id()) && one.state() != DocumentState.DELETED)
                .orElseThrow(() -> none(collection, document));
        if (row.parent() != null) {
            throw new IllegalArgumentException("'" + row.key() + "' stands in another document. Delete that one.");
        }
        Burial.Buried buried;
        boolean absent;
        ReadWriteLock turn = turns.switching(collection.id());
        turn.readLock().lockInterruptibly();
        try {
            wholeness.doubt(collection);
            buried = burial.bury(List.of(row), "delete");
            if (buried.documents().stream().noneMatch(one -> one.id().equals(document))) {
                throw none(collection, document); // another deleted it meanwhile, and tells of it
            }
            wholeness.doubt(collection); // again: it may have come to be whole without the tombstones meanwhile
            house.catalog().deletions().tell(told(row, buried), buried.marks());
            absent = removeFromIndex(collection, buried);
        } finally {
            turn.readLock().unlock();
        }
        purge.soon();
        house.catalog().deletions().complete(row.id(), absent, Instant.ofEpochMilli(System.currentTimeMillis()));
        return receipt(collection, row.id()).orElseThrow();
    }

    private static NoSuchElementException none(CollectionRow collection, DocumentId document) {
        return new NoSuchElementException("There is no document " + document + " in '" + collection.name() + "'.");
    }

    /** Returns what the deletion of a document removed so far; empty where it was not deleted by itself. */
    Optional<DeletionReceipt> receipt(CollectionRow collection, DocumentId document) {
        return house.catalog()
                .deletions()
                .find(document)
                .filter(deletion -> deletion.collection().equals(collection.id()) && deletion.completed() != null)
                .map(deletion -> receipt(collection, deletion));
    }

    /** Deletes a collection with all its documents and its index; nobody else may work on it. */
    void deleteAll(CollectionRow collection) {
        DocumentPage page = house.catalog().documents().list(collection.id(), null, null, DELETED_TOGETHER);
        burial.bury(page.documents(), "delete");
        while (page.next() != null) {
            page = house.catalog().documents().list(collection.id(), null, page.next(), DELETED_TOGETHER);
            burial.bury(page.documents(), "delete");
        }
        house.catalog().collections().delete(collection.id());
        house.indexes().delete(collection);
        if (!house.catalog().emptyLog() || !house.vectors().get().emptyLog()) {
            LOG.info("A log of the database is emptied once nobody reads what was before the collection was deleted.");
        }
    }

    private boolean removeFromIndex(CollectionRow collection, Burial.Buried buried) throws InterruptedException {
        wholeness.catchUp(collection);
        try (HeldGeneration held = house.indexes().hold(collection)) {
            try (var thread = new IndexThread()) {
                Sweep.sweep(house.catalog(), collection, held.index(), thread);
                boolean absent = absent(held, buried);
                for (int attempt = 1; !absent && attempt < MOST_REMOVALS; attempt++) {
                    long position = held.index().ledgerPosition();
                    thread.run(
                            () -> buried.documents().forEach(row -> held.index().delete(row.id())));
                    thread.run(() -> held.index().commit(position));
                    absent = absent(held, buried);
                }
                return absent;
            }
        }
    }

    private static boolean absent(HeldGeneration held, Burial.Buried buried) {
        try (PassageIndex.Snapshot snapshot = held.index().snapshot()) {
            return buried.documents().stream().allMatch(row -> snapshot.count(row.id()) == 0);
        }
    }

    /** Returns what a burial removed, as far as it is known then. */
    private DeletionRow told(DocumentRow row, Burial.Buried buried) {
        DeletionRow begun = house.catalog().deletions().find(row.id()).orElseThrow();
        return new DeletionRow(
                begun.document(),
                begun.collection(),
                begun.key(),
                begun.received(),
                begun.deleted(),
                Burial.ids(buried.documents()),
                List.copyOf(buried.contents()),
                buried.documents().stream().mapToInt(DocumentRow::passages).sum(),
                buried.vectors(),
                buried.answers(),
                false,
                null,
                null);
    }

    private DeletionReceipt receipt(CollectionRow collection, DeletionRow deletion) {
        var unheld = Set.copyOf(house.catalog().documents().unheld());
        return new DeletionReceipt(
                collection.name(),
                deletion,
                deletion.contents().stream()
                        .filter(house.catalog().documents()::holds)
                        .map(ContentHash::hex)
                        .toList(),
                deletion.contents().stream()
                        .filter(unheld::contains)
                        .map(ContentHash::hex)
                        .toList(),
                house.catalog().backups().mayHold(deletion.document(), deletion.received(), deletion.deleted()),
                deletion.deleted().plus(Ingestor.EXPUNGED_WITHIN));
    }
}
