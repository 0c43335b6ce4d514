package dev.recto.evaluate;

import dev.recto.answer.PartSource;
import dev.recto.catalog.DocumentPage;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.DocumentRows;
import dev.recto.document.CollectionId;
import dev.recto.index.PassageIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Measures answers, refusals and pages on a collection that stands. */
public final class CollectionEvaluation {
    private static final int LISTED_TOGETHER = 500;

    private final Assembly assembly;
    private final PassageIndex.Snapshot snapshot;
    private final PartSource parts;
    private final Map<String, Set<String>> ids = new HashMap<>();
    private int documents;

    /** @param collection the one that the snapshot shows */
    public CollectionEvaluation(
            Assembly assembly, PassageIndex.Snapshot snapshot, PartSource parts, Map.Entry<DocumentRows, CollectionId> collection) {
        this.assembly = assembly;
        this.snapshot = snapshot;
        this.parts = parts;
        DocumentPage page = collection.getKey().list(collection.getValue(), null, null, LISTED_TOGETHER);
        page.documents().forEach(this::know);
        while (page.next() != null) {
            page = collection.getKey().list(collection.getValue(), null, page.next(), LISTED_TOGETHER);
            page.documents().forEach(this::know);
        }
    }

    /**
     * Asks the collection.
     *
     * @param name what the set is called in the report
     * @param questions their places name documents by id, key or name, with or without its ending
     * @param compare whether to measure words alone and vectors alone too
     * @throws dev.recto.embed.EmbeddingException if a remote embedding model stays unreachable
     * @throws InterruptedException if the caller is interrupted
     */
    public SetReport measure(String name, List<EvaluationQuestion> questions, boolean compare)
            throws InterruptedException {
        Set<String> missing = new LinkedHashSet<>();
        List<EvaluationQuestion> placed = new ArrayList<>();
        for (EvaluationQuestion question : questions) {
            placed.add(question.at(places(question, missing)));
        }
        var questioning = new Questioning(assembly, compare);
        questioning.ask(placed, snapshot, parts);
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("documents", documents);
        counts.put("passages", snapshot.size());
        counts.put("questions", questions.size());
        counts.put("missing", missing.size());
        return questioning.report(name, counts);
    }

    /** A place whose document is not there stays, under a name that no evidence has: it counts as never found. */
    private List<GoldPlace> places(EvaluationQuestion question, Set<String> missing) {
        List<GoldPlace> places = new ArrayList<>();
        for (GoldPlace place : question.places()) {
            Set<String> found = ids.getOrDefault(folded(place.document()), Set.of());
            if (found.isEmpty()) {
                missing.add(place.document());
                places.add(place);
            }
            found.forEach(id -> places.add(new GoldPlace(id, place.page())));
        }
        return places;
    }

    private void know(DocumentRow row) {
        documents++;
        int dot = row.name().lastIndexOf('.');
        String stem = dot > 0 ? row.name().substring(0, dot) : row.name();
        for (String name : Set.copyOf(List.of(row.id().value(), folded(row.key()), folded(row.name()), folded(stem)))) {
            ids.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(row.id().value());
        }
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
