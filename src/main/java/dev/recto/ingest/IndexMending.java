package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.GenerationRow;
import dev.recto.index.FileState;
import java.util.Optional;

/** Notices that files of an index are gone or damaged, says so, and has it built again from what was read. */
final class IndexMending {
    private final IngestParts house;
    private final IndexRebuild rebuild;
    private final Wholeness wholeness;

    IndexMending(IngestParts house, IndexRebuild rebuild, Wholeness wholeness) {
        this.house = house;
        this.rebuild = rebuild;
        this.wholeness = wholeness;
    }

    /**
     * Looks at a collection's indexes as nobody has since this process began: builds the one that answers again where that cannot be asked, and
     * drops one that is kept for the way back and cannot be gone back to. Reads every file of them.
     *
     * @return whether the one that answers was built again or brought up to the catalogue
     */
    boolean inspect(CollectionRow collection) throws InterruptedException {
        Optional<GenerationRow> live = house.catalog().generations().live(collection.id());
        if (live.isEmpty()) {
            return false;
        }
        boolean made = wholeness.make(collection, IngestListener.SILENT);
        String damage = made ? null : house.indexes().damage(collection, live.get());
        if (damage != null) {
            wholeness.rebuild(collection, new Wholeness.Broken(live.get(), damage, false));
        }
        rebuild.dropDamagedPrevious(collection);
        return made || damage != null;
    }

    /**
     * Looks at the index that answers for a collection, where it is open, and builds it anew where files of it were deleted or damaged.
     * Whoever takes in or deletes documents waits meanwhile. Questions are answered from deleted files, which are still open, and refused
     * where they would be answered from damaged ones.
     *
     * @return whether files were missing or damaged
     */
    boolean look(CollectionRow collection) throws InterruptedException {
        Optional<GenerationRow> live = house.catalog().generations().live(collection.id());
        FileState files = live.isEmpty() ? FileState.IN_PLACE : house.indexes().filesWhileOpen(collection, live.get());
        String damage =
                switch (files) {
                    case IN_PLACE -> null;
                    case MISSING -> "lost files while it was open";
                    case DAMAGED -> "was damaged while it was open";
                };
        if (damage != null) {
            wholeness.rebuild(collection, new Wholeness.Broken(live.get(), damage, files == FileState.MISSING));
        }
        return damage != null;
    }
}
