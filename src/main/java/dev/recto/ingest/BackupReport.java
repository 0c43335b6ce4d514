package dev.recto.ingest;

import dev.recto.document.ContentHash;
import java.time.Instant;
import java.util.List;

/**
 * What taking or restoring a backup did.
 *
 * @param id the backup, in its folder
 * @param taken when its catalogue was copied
 * @param originals that it holds
 * @param copied files that were copied; what was there already is not counted
 * @param bytes of those files
 * @param damaged originals whose bytes are missing or no longer what their hash says, which it does not hold
 * @param removed ids of older backups that were removed
 * @param millis how long it took
 */
public record BackupReport(
        String id,
        Instant taken,
        int originals,
        int copied,
        long bytes,
        List<ContentHash> damaged,
        List<String> removed,
        long millis) {
    public BackupReport {
        damaged = List.copyOf(damaged);
        removed = List.copyOf(removed);
    }
}
