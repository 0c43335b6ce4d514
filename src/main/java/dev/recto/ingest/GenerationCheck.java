package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.GenerationRow;
import dev.recto.embed.Embedder;
import dev.recto.index.PassageIndex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a finished generation questions before it may answer those of users. */
public interface GenerationCheck {
    /** Asks nothing. */
    GenerationCheck NONE = (collection, next, live) -> List.of();

    /**
     * Returns why a generation must not answer, a sentence each; empty where it may.
     *
     * @param next the generation that was built
     * @param live the one that answers now, to compare with; null where none can be asked
     * @throws InterruptedException if the caller is interrupted
     */
    List<String> check(CollectionRow collection, Candidate next, @Nullable Candidate live) throws InterruptedException;

    /**
     * A generation that can be asked.
     *
     * @param generation what it is made with
     * @param embedder its models
     * @param snapshot of its index
     */
    record Candidate(GenerationRow generation, Embedder embedder, PassageIndex.Snapshot snapshot) {}
}
