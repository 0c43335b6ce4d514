package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.DocumentState;
import dev.recto.catalog.GenerationChange;
import dev.recto.catalog.GenerationRow;
import dev.recto.document.DocumentId;
import dev.recto.index.PassageIndex;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes an index whole again from the catalogue, what was read and the cached vectors: where it is missing, damaged, behind, or made with
 * other models or versions. A damaged one is removed only when another answers in its place.
 */
final class IndexRebuild {
    private static final Logger LOG = LoggerFactory.getLogger(IndexRebuild.class);
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
     * Returns whether the generation that answers cannot be asked as it is, so that another is built from nothing. One that was made with
     * other models, or from other readings, goes on answering until a re-index.
     */
    boolean unusable(CollectionRow collection) {
        GenerationRow live = house.indexes().generation(collection);
        if (!house.indexes().sameAnalysis(live)
                || (empty(collection) && !house.indexes().upToDate(collection, live))) {
            return true;
        }
        String why = house.indexes().unusable(collection, live);
        if (why != null) {
            say(live, why);
        }
        return why != null;
    }

    /** Returns whether this generation still is the one that answers for its collection. */
    boolean answers(GenerationRow generation) {
        return house.catalog()
                .generations()
                .live(generation.collection())
                .filter(live -> live.number() == generation.number())
                .isPresent();
    }

    /** Says in the log, and in what was done with generations, why one is built again. */
    void say(GenerationRow live, String why) {
        String sentence = "The index of generation " + live.number() + " " + why
                + ". It is built again from what was read; nothing is lost.";
        LOG.warn("Collection {}: {}", live.collection(), sentence);
        house.catalog().generations().note(live.collection(), live.number(), GenerationChange.LOST, "files", sentence);
    }

    /** Removes the generation that is kept for the way back where it cannot be gone back to, and says so. Reads its files through. */
    void dropDamagedPrevious(CollectionRow collection) {
        house.indexes().previous(collection).ifPresent(kept -> {
            String why = house.indexes().damage(collection, kept);
            if (why != null) {
                String sentence = "Generation " + kept.number() + ", which was kept for the way back, " + why
                        + ". It is kept no longer.";
                LOG.warn("Collection {}: {}", collection.id(), sentence);
                house.catalog()
                        .generations()
                        .note(collection.id(), kept.number(), GenerationChange.LOST, "files", sentence);
                house.indexes().discard(collection, kept);
            }
        });
    }

    /** Returns whether the generation that answers still has what was deleted while it was built. */
    boolean behind(CollectionRow collection) {
        try (HeldGeneration held = live(collection)) {
            return house.catalog()
                    .documents()
                    .deletedAfter(collection.id(), held.index().ledgerPosition());
        }
    }

    /** A collection of no documents is made with today's models at once: nothing answers meanwhile, and nothing is embedded twice. */
    private boolean empty(CollectionRow collection) {
        return !house.catalog().documents().behind(collection.id(), 0);
    }

    /**
     * Brings the generation that answers up to the catalogue.
     *
     * @return whether it was behind
     */
    boolean catchUp(CollectionRow collection, IngestListener listener) throws InterruptedException {
        try (HeldGeneration held = live(collection)) {
            PassageIndex index = held.index();
            List<DocumentRow> behind =
                    house.catalog().documents().committedAfter(collection.id(), index.ledgerPosition());
            if (!behind.isEmpty()) {
                replay(new IndexTarget(collection, held.row(), index, "replay", true), behind, listener);
            }
            return !behind.isEmpty();
        }
    }

    /** Builds a new generation from every document, and lets it answer in place of the one that did, which goes. */
    void anew(CollectionRow collection, IngestListener listener) throws InterruptedException {
        GenerationRow live = house.indexes().generation(collection);
        house.indexes().tidy(collection); // what an earlier attempt left
        GenerationRow next = house.indexes().beginRebuild(collection);
        try (HeldGeneration held = house.indexes().hold(collection, next)) {
            List<DocumentRow> documents = house.catalog().documents().committedAfter(collection.id(), 0);
            replay(new IndexTarget(collection, next, held.index(), "rebuild", true), documents, listener);
            house.indexes().replace(collection, live, next);
        } finally {
            house.indexes().endRebuild(collection);
        }
    }

    /** Held as any other generation: looking at it is no reason to keep it open. */
    private HeldGeneration live(CollectionRow collection) {
        return house.indexes().hold(collection, house.indexes().generation(collection));
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
