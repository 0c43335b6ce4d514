package dev.recto.retrieve;

import dev.recto.document.Caller;
import dev.recto.embed.Embedder;
import dev.recto.index.PassageIndex;

/** Finds the evidence for a question: embed, search, fuse, rank. */
public final class Retriever {
    private final Embedder embedder;

    public Retriever(Embedder embedder) {
        this.embedder = embedder;
    }

    /**
     * Returns the evidence for a question in one snapshot of one collection.
     *
     * @throws dev.recto.embed.EmbeddingException if a remote embedding model stays unreachable
     * @throws InterruptedException if the caller is interrupted
     */
    public Evidence retrieve(Caller caller, Question question, PassageIndex.Snapshot snapshot)
            throws InterruptedException {
        throw new UnsupportedOperationException();
    }
}
