package dev.recto;

import dev.recto.answer.PartSource;
import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.Home;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentId;
import dev.recto.document.Part;
import dev.recto.embed.Embedder;
import dev.recto.ingest.CollectionIndexes;
import dev.recto.ingest.HeldGeneration;
import dev.recto.ingest.Ingestor;
import dev.recto.ingest.StoredReadings;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Holds the generations that answer, each made whole before its first question. */
record WholeGenerations(Home home, Catalog catalog, Ingestor ingestor, CollectionIndexes indexes) {
    /**
     * Holds the generation that answers for a collection, made whole first where it is not.
     *
     * @throws dev.recto.ingest.IndexBuildingException if another thread builds it from nothing
     * @throws InterruptedException if the caller is interrupted
     */
    HeldGeneration hold(CollectionRow collection) throws InterruptedException {
        ingestor.rebuildForQuestion(collection);
        return indexes.hold(collection);
    }

    /** Returns what embeds as a generation's passages were embedded. */
    Embedder embedder(CollectionRow collection, HeldGeneration held) {
        return indexes.embedder(collection, held.row());
    }

    /** Returns parts as the generation's reader read them, so that its passages stand in them where they say; no document is gone there. */
    PartSource parts(HeldGeneration held) {
        var readings = new StoredReadings(home);
        return (content, number) -> readings.part(content, number, held.row().reader());
    }

    /** Returns the same for an answer that takes a while, in which documents may be deleted. */
    PartSource partsNow(HeldGeneration held) {
        PartSource parts = parts(held);
        return new PartSource() {
            @Override
            public Part part(ContentHash content, int number) {
                return parts.part(content, number);
            }

            @Override
            public Set<DocumentId> gone(Collection<DocumentId> documents) {
                return catalog.documents().gone(List.copyOf(documents));
            }
        };
    }
}
