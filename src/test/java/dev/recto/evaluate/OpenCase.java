package dev.recto.evaluate;

import dev.recto.catalog.VectorCache;
import dev.recto.document.DocumentId;
import dev.recto.embed.Embedder;
import dev.recto.index.PassageIndex;

/** A case of a set, indexed in a temporary folder, for commands that tune what is asked of it. */
public final class OpenCase implements AutoCloseable {
    private final TemporaryFolder folder;
    private final EvaluationIndex index;
    private final PassageIndex.Snapshot snapshot;

    private OpenCase(TemporaryFolder folder, EvaluationIndex index) {
        this.folder = folder;
        this.index = index;
        this.snapshot = index.snapshot();
    }

    /** Builds the index, embedding what the cache does not have. */
    public static OpenCase of(EvaluationSet.Case one, Embedder embedder, VectorCache cache)
            throws InterruptedException {
        TemporaryFolder folder = TemporaryFolder.make();
        var instrument = new Instrument(embedder, cache, PlainAssembly::new, false);
        return new OpenCase(folder, EvaluationIndex.build(one.documents(), folder.path(), instrument));
    }

    /** Returns what can be asked. */
    public PassageIndex.Snapshot snapshot() {
        return snapshot;
    }

    /** Returns the set's own id of a document. */
    public String id(DocumentId document) {
        return index.id(document);
    }

    @Override
    public void close() {
        snapshot.close();
        index.close();
        folder.close();
    }
}
