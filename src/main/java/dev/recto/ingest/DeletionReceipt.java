package dev.recto.ingest;

import dev.recto.catalog.BackupRow;
import dev.recto.catalog.DeletionRow;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a deletion removed.
 *
 * @param collection the collection's name
 * @param deletion what was removed, and when
 * @param contentsKept those of its contents that another document still has
 * @param contentsWaiting those of its contents whose bytes are removed once the document in hand is done with
 * @param backups taken while the document was there and not removed since with Recto: they still hold it
 * @param expungeBy until when no file of an index holds its words
 */
public record DeletionReceipt(
        String collection,
        DeletionRow deletion,
        List<String> contentsKept,
        List<String> contentsWaiting,
        List<BackupRow> backups,
        Instant expungeBy) {
    public DeletionReceipt {
        contentsKept = List.copyOf(contentsKept);
        contentsWaiting = List.copyOf(contentsWaiting);
        backups = List.copyOf(backups);
    }

    /** Returns whether a fresh reader of the index found none of its passages. */
    public boolean absent() {
        return deletion.absent();
    }

    /** Returns what looking for its words in the files found, or null before that was done. */
    public DeletionRow.@Nullable Scan scan() {
        return deletion.scan();
    }
}
