package dev.recto.ingest;

import dev.recto.catalog.Arrival;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.JobRequest;
import dev.recto.catalog.JobRow;
import dev.recto.catalog.Originals;
import dev.recto.catalog.StorageFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;

/**
 * Takes in files that come with requests: first their bytes into staging, each on its own; then all of a request together as a job, which
 * the {@link IngestWorker} works on. Safe for use by several threads, so that many can send at once.
 */
public final class Uploads {
    private final IngestParts house;
    private final Lock keeping;
    private final WorkSignal signal;
    private volatile @Nullable Throwable refused;

    public Uploads(IngestParts house, Ingestor ingestor, WorkSignal signal) {
        this.house = house;
        this.keeping = ingestor.keeping();
        this.signal = signal;
    }

    /**
     * Takes a file's bytes in, whole and durable; nobody has them yet. The caller closes what it does not hand on.
     *
     * @param limit most bytes taken; never more than {@code limits.file_bytes}
     * @throws dev.recto.catalog.ContentTooLargeException if there are more
     * @throws IOException if the sender or the disk fails; nothing is left then
     * @throws dev.recto.catalog.StorageFailedException if the disk refuses to make them durable; the process must stop
     */
    public Originals.Staged stage(InputStream bytes, long limit) throws IOException {
        refuseAfterFailure();
        return house.originals().stage(bytes, Math.min(limit, house.limits().fileBytes()));
    }

    /**
     * Makes the files of one request documents, all or none. When this returns they are durable and will be worked on, whatever
     * happens to this process.
     *
     * @param uploads closed by this, also when it fails
     * @throws java.util.NoSuchElementException if the collection is deleted
     * @throws dev.recto.catalog.KeyTakenException if a key belongs to a document that stands in another one
     * @throws IOException if the disk fails
     * @throws dev.recto.catalog.StorageFailedException if the disk refuses to make them durable; the process must stop
     */
    public JobRow receive(JobRequest request, List<Upload> uploads) throws IOException {
        keeping.lock();
        try {
            // noted first: should nobody come to have them, the next purge knows of them
            house.catalog()
                    .documents()
                    .stored(uploads.stream()
                            .map(upload -> upload.bytes().content())
                            .toList());
            for (Upload upload : uploads) {
                upload.bytes().keep();
            }
            List<Arrival> arrivals = uploads.stream().map(Upload::arrival).toList();
            List<DocumentRow> before = known(request, arrivals);
            JobRow job = house.catalog().jobs().receive(request, arrivals);
            followNames(before);
            refuseAfterFailure();
            return job;
        } finally {
            keeping.unlock();
            for (Upload upload : uploads) {
                upload.bytes().close();
            }
            signal.ring();
        }
    }

    /** Returns the documents that these bytes may be new versions of, as they are now. */
    private List<DocumentRow> known(JobRequest request, List<Arrival> arrivals) {
        return arrivals.stream()
                .flatMap(arrival -> house.catalog().documents().byKey(request.collection(), arrival.key()).stream())
                .toList();
    }

    private void followNames(List<DocumentRow> before) {
        for (DocumentRow row : before) {
            house.catalog().documents().find(row.id()).ifPresent(now -> new NamedVectors(house)
                    .rename(row, now.name()));
        }
    }

    /** Takes nothing in any more: the disk has failed to make something durable, and what it says since cannot be believed. */
    public void refuse(Throwable why) {
        refused = why;
    }

    private void refuseAfterFailure() {
        Throwable why = refused;
        if (why != null) {
            throw new StorageFailedException("Nothing can be taken in any more: " + why.getMessage(), why);
        }
    }

    /**
     * Lets a document be read anew from its original, with all that it gives; what questions find of it stays until then.
     *
     * @throws java.util.NoSuchElementException if it is deleted
     */
    public JobRow reread(JobRequest request, DocumentRow document) {
        JobRow job = house.catalog().jobs().reread(request, document.id());
        signal.ring();
        return job;
    }
}
