package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.DocumentState;
import dev.recto.catalog.GenerationRow;
import dev.recto.document.DocumentId;
import dev.recto.index.IndexFormatException;
import dev.recto.index.PassageIndex;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes an index whole again from the catalogue, what was read and the cached vectors: where it is missing, behind, or made with
 * other models or versions.
 */
final class IndexRebuild {
    private final IngestParts house;

    IndexRebuild(IngestParts house) {
        this.house = house;
    }

    /**
     * Returns whether the index has no files, cannot be asked by this version, or still holds what was deleted, without opening it. Whether it lacks anything else is seen when it is opened, which every question does before it is answered.
     */
    boolean missing(CollectionRow collection) {
        Optional<GenerationRow> live = house.catalog().generations().live(collection.id());
        return live.isPresent()
                && (!house.indexes().hasFiles(live.get())
                        || !house.indexes().sameAnalysis(live.get())
                        || !house.catalog().documents().buried(collection.id()).isEmpty());
    }

    /**
     * Builds a new generation where this version cannot ask the present one, and else brings that up to the catalogue. One that was made
     * with other models, or from other readings, goes on answering until a re-index.
     *
     * @return whether there was anything to do
     */
    boolean makeWhole(CollectionRow collection, IngestListener listener) throws InterruptedException {
        GenerationRow live = house.indexes().generation(collection);
        if (!house.indexes().sameAnalysis(live)
                || (empty(collection) && !house.indexes().upToDate(collection, live))) {
            anew(collection, listener);
            return true;
        }
        return catchUp(collection, listener);
    }

    /** Returns whether the generation that answers still has what was deleted while it was built. */
    boolean behind(CollectionRow collection) {
        try (HeldGeneration held = house.indexes().hold(collection)) {
            return house.catalog()
                    .documents()
                    .deletedAfter(collection.id(), held.index().ledgerPosition());
        }
    }

    /** A collection of no documents is made with today's models at once: nothing answers meanwhile, and nothing is embedded twice. */
    private boolean empty(CollectionRow collection) {
        return house.catalog().documents().committedAfter(collection.id(), 0).isEmpty();
    }

    /** Brings the present generation up to the catalogue. */
    boolean catchUp(CollectionRow collection, IngestListener listener) throws InterruptedException {
        try (HeldGeneration held = house.indexes().hold(collection)) {
            PassageIndex index = held.index();
            List<DocumentRow> behind =
                    house.catalog().documents().committedAfter(collection.id(), index.ledgerPosition());
            if (behind.isEmpty()) {
                return false;
            }
            replay(new IndexTarget(collection, held.row(), index, "replay", true), behind, listener);
            return true;
        } catch (IndexFormatException otherVersion) {
            anew(collection, listener);
            return true;
        }
    }

    /** Builds a new generation from every document, and lets it answer. */
    void anew(CollectionRow collection, IngestListener listener) throws InterruptedException {
        GenerationRow next = house.indexes().begin(collection, GenerationRow.Build.none(), "rebuild");
        try (HeldGeneration held = house.indexes().hold(collection, next)) {
            List<DocumentRow> documents = house.catalog().documents().committedAfter(collection.id(), 0);
            replay(new IndexTarget(collection, next, held.index(), "rebuild", true), documents, listener);
            house.indexes().switchTo(collection, next, "rebuild");
        }
    }

    private void replay(IndexTarget target, List<DocumentRow> rows, IngestListener listener)
            throws InterruptedException {
        var tally = new IngestTally(listener);
        List<DocumentRow> found = rows.stream().filter(IndexRebuild::found).toList();
        List<DocumentRow> gone = rows.stream().filter(row -> !found(row)).toList();
        tally.expect(found.size(), found.stream().mapToLong(DocumentRow::size).sum());
        tally.found();
        try (var thread = new IndexThread()) {
            thread.run(() -> gone.forEach(row -> target.index().delete(row.id())));
            // attachments and archive entries have rows of their own here
            new IngestPipeline(house, target, tally).run(found.iterator(), (parent, children) -> List.of());
            long position = house.catalog().ledger().last();
            Set<DocumentId> deleted = house.catalog().documents().gone(Burial.ids(found)); // meanwhile
            thread.run(() -> deleted.forEach(target.index()::delete));
            thread.run(() -> target.index().commit(position));
            house.catalog().documents().removed(Burial.ids(buried(gone)), position);
        }
    }

    /** Returns whether questions find a document, or did when work on it was broken off. */
    private static boolean found(DocumentRow row) {
        return row.content() != null
                && (row.state() == DocumentState.INDEXED || row.state().waiting());
    }

    private static List<DocumentRow> buried(List<DocumentRow> gone) {
        return gone.stream().filter(row -> row.state() == DocumentState.DELETED).toList();
    }
}
