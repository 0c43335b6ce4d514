package dev.recto.ingest;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.DocumentState;
import dev.recto.catalog.Reception;
import dev.recto.document.DocumentId;
import dev.recto.document.IngestOutcome;
import dev.recto.document.ReadingProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives attachments and archive entries their rows: key {@code parent!/name}, metadata and access of the parent. They follow it:
 * what the parent's new version no longer has is deleted.
 */
final class ChildIntake implements ChildSource {
    private final IngestParts house;
    private final Burial burial;
    private final CollectionRow collection;
    private final IngestTally tally;

    ChildIntake(IngestParts house, Burial burial, CollectionRow collection, IngestTally tally) {
        this.house = house;
        this.burial = burial;
        this.collection = collection;
        this.tally = tally;
    }

    @Override
    public List<DocumentRow> take(DocumentRow parent, List<StoredReadings.Child> found) {
        var known = new HashMap<String, DocumentRow>();
        house.catalog().documents().children(parent.id()).forEach(row -> known.put(row.key(), row));
        var receptions = new ArrayList<Reception>();
        int depth = depth(parent);
        for (StoredReadings.Child child : found) {
            String key = parent.key() + "!/" + child.name();
            DocumentRow row = known.remove(key);
            tally.expect(1, child.content().size());
            if (depth >= house.limits().childDepth()) {
                tally.finished(key, tooDeep());
            } else if (row != null && unchanged(row, parent, child)) {
                tally.bytesDone(child.content().size());
                tally.finished(key, new IngestOutcome.Unchanged());
            } else {
                receptions.add(reception(parent, child, key, row));
            }
        }
        if (!known.isEmpty()) {
            tally.deleted(burial.bury(List.copyOf(known.values()), "parent changed")
                    .documents()
                    .size());
        }
        return house.catalog().documents().receive(receptions, "ingest");
    }

    private IngestOutcome tooDeep() {
        return new IngestOutcome.NotIndexed(
                ReadingProblem.TOO_LARGE,
                "It stands more than " + house.limits().childDepth() + " containers deep (limits.child_depth).");
    }

    private static boolean unchanged(DocumentRow row, DocumentRow parent, StoredReadings.Child child) {
        return row.state() == DocumentState.INDEXED
                && child.content().hash().equals(row.content())
                && row.metadata().equals(parent.metadata())
                && row.access().equals(parent.access());
    }

    private Reception reception(DocumentRow parent, StoredReadings.Child child, String key, @Nullable DocumentRow row) {
        return new Reception(
                collection.id(),
                row == null ? null : row.id(),
                key,
                PathText.name(child.name()),
                parent.id(),
                null,
                null,
                child.content(),
                Map.copyOf(parent.metadata()),
                parent.access());
    }

    /** Returns how many containers the document stands in. */
    private int depth(DocumentRow document) {
        int depth = 0;
        Optional<DocumentId> parent = Optional.ofNullable(document.parent());
        while (parent.isPresent()) {
            depth++;
            parent = house.catalog().documents().find(parent.get()).map(DocumentRow::parent);
        }
        return depth;
    }
}
