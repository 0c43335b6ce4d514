package dev.recto.ingest;

import dev.recto.catalog.Catalog;
import dev.recto.catalog.StorageFailedException;
import dev.recto.document.DocumentFacts;
import dev.recto.document.DocumentId;
import dev.recto.index.FileState;
import dev.recto.index.IndexNotDurableException;
import dev.recto.index.PassageEntry;
import dev.recto.index.PassageIndex;
import java.util.List;

/**
 * An index into which no deleted document comes: work that was on its way when its document was deleted ends at this door.
 *
 * <p>Whoever deletes puts the tombstone first and takes the passages out afterwards. The look for the tombstone and the write that follows
 * it are one step here, so a write is either before that removal, which then takes it out, or it sees the tombstone. Without this a late
 * write would wait in the index, and whoever commits next, for whatever reason, would let questions find what was deleted.
 */
final class LivingIndex implements PassageIndex {
    private final PassageIndex index;
    private final Catalog catalog;

    /** @param index what is written; closed with this */
    LivingIndex(PassageIndex index, Catalog catalog) {
        this.index = index;
        this.catalog = catalog;
    }

    @Override
    public synchronized void replace(DocumentFacts document, List<PassageEntry> passages) {
        if (catalog.documents().gone(List.of(document.id())).isEmpty()) {
            index.replace(document, passages);
        } else {
            index.delete(document.id());
        }
    }

    @Override
    public synchronized void delete(DocumentId document) {
        index.delete(document);
    }

    /** @throws StorageFailedException if an fsync failed, as every other place says it whose bytes could not be made durable */
    @Override
    public void commit(long ledgerPosition) {
        try {
            index.commit(ledgerPosition);
        } catch (IndexNotDurableException e) {
            throw new StorageFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    /** @throws StorageFailedException if an fsync failed */
    @Override
    public void expunge() {
        try {
            index.expunge();
        } catch (IndexNotDurableException e) {
            throw new StorageFailedException(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public long ledgerPosition() {
        return index.ledgerPosition();
    }

    @Override
    public Snapshot snapshot() {
        return index.snapshot();
    }

    @Override
    public FileState files() {
        return index.files();
    }

    @Override
    public List<String> check() {
        return index.check();
    }

    @Override
    public void close() {
        index.close();
    }
}
