package dev.recto.ingest;

import dev.recto.catalog.BuiltDocument;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.DocumentState;
import dev.recto.document.DocumentId;
import dev.recto.document.Part;
import dev.recto.document.TextRange;
import dev.recto.index.FoundPassage;
import dev.recto.index.PassageIndex;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks a finished generation over: its files, its counts against the catalogue, and whether sampled passages stand where they say. */
final class GenerationInspection {
    private static final int STRETCH = 1_000;
    /** Problems of one kind that are named; more are counted. Chosen. */
    private static final int MOST_NAMED = 5;
    /** Documents of which a passage is compared with its page. Chosen. */
    private static final int SAMPLED = 100;

    private final IngestParts house;
    private final CollectionRow collection;
    private final HeldGeneration next;
    private final StoredReadings readings;

    GenerationInspection(IngestParts house, CollectionRow collection, HeldGeneration next) {
        this.house = house;
        this.collection = collection;
        this.next = next;
        this.readings = new StoredReadings(house.home());
    }

    /** Returns what is wrong, a sentence each; empty where all is well. What changed since the last commit is left for the replay. */
    List<String> problems() {
        var problems = new ArrayList<>(next.index().check());
        if (problems.isEmpty()) {
            try (PassageIndex.Snapshot snapshot = next.index().snapshot()) {
                problems.addAll(first(counts(snapshot), "documents"));
                problems.addAll(first(spans(snapshot), "passages"));
            }
        }
        return problems;
    }

    private List<String> counts(PassageIndex.Snapshot snapshot) {
        Map<DocumentId, Integer> other = new HashMap<>();
        for (BuiltDocument one : house.catalog().generations().others(next.row())) {
            other.put(one.document(), one.passages());
        }
        var wrong = new ArrayList<String>();
        List<DocumentRow> rows = rows("");
        Set<DocumentId> changed = changed(); // asked for after the rows: what changed in between is in it
        while (!rows.isEmpty()) {
            for (DocumentRow row : rows) {
                int expected = other.getOrDefault(row.id(), row.passages());
                int found = snapshot.count(row.id());
                if (row.state() == DocumentState.INDEXED && found != expected && !changed.contains(row.id())) {
                    wrong.add("It holds " + found + " passages of '" + row.key() + "' and must hold " + expected + ".");
                }
            }
            rows = rows(rows.getLast().id().value());
            changed = changed();
        }
        return wrong;
    }

    private List<DocumentRow> rows(String after) {
        return house.catalog().documents().stretch(collection.id(), after, STRETCH);
    }

    private Set<DocumentId> changed() {
        return new HashSet<>(house.catalog()
                .ledger()
                .changedAfter(collection.id(), next.index().ledgerPosition()));
    }

    private List<String> spans(PassageIndex.Snapshot snapshot) {
        var wrong = new ArrayList<String>();
        List<DocumentRow> rows = rows("");
        int step = Math.max(1, rows.size() / SAMPLED);
        for (int at = 0; at < rows.size(); at += step) {
            Optional<FoundPassage> middle = snapshot.middle(rows.get(at).id());
            if (middle.isPresent() && !stands(middle.get())) {
                wrong.add("A passage of '" + rows.get(at).key() + "' is not what stands on its page.");
            }
        }
        return wrong;
    }

    private boolean stands(FoundPassage found) {
        try {
            Part part = readings.part(
                    found.document().content(),
                    found.passage().span().part(),
                    next.row().reader());
            TextRange range = found.passage().span().range();
            return range.end() <= part.text().length()
                    && range.of(part.text()).equals(found.passage().text());
        } catch (UncheckedIOException gone) {
            return house.catalog()
                    .documents()
                    .find(found.document().id())
                    .filter(row -> row.state() == DocumentState.INDEXED)
                    .isEmpty();
        }
    }

    private static List<String> first(List<String> wrong, String what) {
        if (wrong.size() <= MOST_NAMED) {
            return wrong;
        }
        var some = new ArrayList<>(wrong.subList(0, MOST_NAMED));
        some.add("The same holds of " + (wrong.size() - MOST_NAMED) + " more " + what + ".");
        return some;
    }
}
