package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.StorageFailedException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that files of an index went missing under the process that serves it, as when somebody deletes {@code index/}, and has it built
 * again. Questions are answered meanwhile from the files that are still open.
 */
public final class IndexGuard implements ReindexWorker.Chore {
    private static final Logger LOG = LoggerFactory.getLogger(IndexGuard.class);
    /** Rest after a building that failed, as on a full disk. Chosen. */
    private static final long REST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final IngestParts house;
    private final Ingestor ingestor;
    private long from = System.nanoTime();

    /** @param ingestor the one that works on the same home */
    public IndexGuard(IngestParts house, Ingestor ingestor) {
        this.house = house;
        this.ingestor = ingestor;
    }

    @Override
    public void look() throws InterruptedException {
        for (CollectionRow collection : house.catalog().collections().list()) {
            if (System.nanoTime() - from >= 0) {
                mend(collection);
            }
        }
    }

    private void mend(CollectionRow collection) throws InterruptedException {
        try {
            if (ingestor.mend(collection)) {
                LOG.info("The index of the collection {} is whole again.", collection.id());
            }
        } catch (StorageFailedException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn(
                    "The index of the collection {} could not be built again, which is tried again.",
                    collection.id(),
                    e);
            from = System.nanoTime() + REST_NANOS;
        }
    }
}
