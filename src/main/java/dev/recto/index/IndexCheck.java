package dev.recto.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.CheckIndex;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.store.Lock;
import org.apache.lucene.store.NoLockFactory;

/** Lucene's CheckIndex over the last commit: reads every file and compares checksums, postings, vectors and stored fields. */
final class IndexCheck {
    private IndexCheck() {}

    /** Returns what is wrong, a sentence each; empty when it is sound. The caller keeps others from committing meanwhile. */
    static List<String> check(Directory directory) {
        try (CheckIndex checker = new CheckIndex(new Unlocked(directory))) {
            CheckIndex.Status status = checker.checkIndex();
            if (status.clean) {
                return List.of();
            }
            List<String> problems = new ArrayList<>();
            if (status.missingSegments) {
                problems.add("The index has no readable commit.");
            }
            for (CheckIndex.Status.SegmentInfoStatus segment : status.segmentInfos) {
                if (segment.toLoseDocCount > 0 || segment.error != null) {
                    problems.add("Segment " + segment.name + " is damaged: " + segment.toLoseDocCount
                            + " passages cannot be read" + (segment.error == null ? "" : " (" + segment.error + ")")
                            + ".");
                }
            }
            return problems.isEmpty() ? List.of("The index is damaged.") : problems;
        } catch (IOException | RuntimeException e) {
            return List.of("The index cannot be read: " + e.getMessage() + ".");
        }
    }

    /** The directory without its write lock, which the index's own writer holds. */
    private static final class Unlocked extends FilterDirectory {
        Unlocked(Directory directory) {
            super(directory);
        }

        @Override
        public Lock obtainLock(String name) throws IOException {
            return NoLockFactory.INSTANCE.obtainLock(in, name);
        }
    }
}
