package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.document.DocumentId;

/** Takes files into a collection, keeps them true to their source, and deletes them. One call at a time for each collection. */
public final class Ingestor {
    private final IngestParts house;

    public Ingestor(IngestParts house) {
        this.house = house;
    }

    /**
     * Takes in files and folders, and first whatever an earlier run left undone.
     *
     * @return what was done; a file that fails is a line in it, never an exception
     * @throws dev.recto.catalog.StorageFailedException if the disk refuses to make bytes durable; the process must stop
     * @throws InterruptedException if the caller is interrupted; what was reported as finished stays, the rest goes on with the
     *     next ingest
     */
    public IngestSummary ingest(CollectionRow collection, IngestRequest request, IngestListener listener)
            throws InterruptedException {
        throw new UnsupportedOperationException(house.toString());
    }

    /**
     * Deletes a document with its attachments and archive entries: tombstone, index, cached vectors, what was read, original.
     *
     * @throws java.util.NoSuchElementException if the collection has no such document
     */
    public DeletionReceipt delete(CollectionRow collection, DocumentId document) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Makes a collection's index whole where it is missing, broken off or behind the catalogue, from what was read before. */
    public boolean rebuildIfMissing(CollectionRow collection, IngestListener listener) throws InterruptedException {
        throw new UnsupportedOperationException();
    }
}
