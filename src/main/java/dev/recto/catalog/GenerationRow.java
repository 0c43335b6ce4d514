package dev.recto.catalog;

import dev.recto.document.CollectionId;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One complete build of a collection's index.
 *
 * @param collection whose
 * @param number from 1
 * @param created when the build began
 * @param live whether it answers
 * @param models dimensions by the id of each embedding model; one vector field each
 * @param reader version of the reader
 * @param splitter version of the splitter
 * @param analysis version of the index's analysis of words
 * @param build how far its build is
 */
public record GenerationRow(
        CollectionId collection,
        int number,
        Instant created,
        boolean live,
        Map<String, Integer> models,
        int reader,
        int splitter,
        int analysis,
        Build build) {
    public GenerationRow {
        models = Map.copyOf(models);
    }

    /**
     * How far a generation's build is.
     *
     * @param ready whether it was built to its end; one that is not never answers
     * @param began the ledger's last position when the build began: what changed since must be replayed
     * @param through id of the last document whose passages it holds durably; empty before the first
     * @param liveSince when it last came to answer; null where it never did
     */
    public record Build(
            boolean ready,
            long began,
            String through,
            @Nullable Instant liveSince) {
        /** Returns a build that has nothing to do: an index that is filled while it answers. */
        public static Build none() {
            return new Build(true, 0, "", null);
        }

        /** Returns a build that begins at a position of the ledger. */
        public static Build from(long position) {
            return new Build(false, position, "", null);
        }
    }
}
