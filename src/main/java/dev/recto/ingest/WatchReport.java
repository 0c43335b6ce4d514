package dev.recto.ingest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a look into a watched folder came to.
 *
 * @param files found
 * @param taken files that were new or had changed, and were taken in
 * @param settling files that are not at rest yet
 * @param renamed documents that were followed to another name or place
 * @param missing documents whose file is gone and whose grace runs
 * @param deleted documents whose grace is over
 * @param refused links and other paths that are not taken in, a line each
 * @param asks why nothing is deleted until somebody says so, or nothing is followed at all, as a sentence; null where all is well
 */
public record WatchReport(
        int files,
        int taken,
        int settling,
        int renamed,
        int missing,
        int deleted,
        List<IngestSummary.Line> refused,
        @Nullable String asks) {
    public WatchReport {
        refused = List.copyOf(refused);
    }
}
