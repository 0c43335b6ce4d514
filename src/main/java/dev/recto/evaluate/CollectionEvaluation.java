package dev.recto.evaluate;

import dev.recto.answer.PartSource;
import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentPage;
import dev.recto.catalog.DocumentRow;
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

    private final Instrument instrument;
    private final Map<String, Set<String>> ids = new HashMap<>();
    private int documents;

    /** Looks up what the collection's documents are called. */
    public CollectionEvaluation(Instrument instrument, Catalog catalog, CollectionRow collection) {
        this.instrument = instrument;
        DocumentPage page = catalog.documents().list(collection.id(), null, null, LISTED_TOGETHER);
        page.documents().forEach(this::know);
        while (page.next() != null) {
            page = catalog.documents().list(collection.id(), null, page.next(), LISTED_TOGETHER);
            page.documents().forEach(this::know);
        }
    }

    /**
     * Asks the collection.
     *
     * @param name what the set is called in the report
     * @param questions their places name documents by id, key or name, with or without its ending
     * @param snapshot of the collection's index
     * @throws dev.recto.embed.EmbeddingException if a remote embedding model stays unreachable
     * @throws InterruptedException if the caller is interrupted
     */
    public SetReport measure(
            String name, List<EvaluationQuestion> questions, PassageIndex.Snapshot snapshot, PartSource parts)
            throws InterruptedException {
        List<EvaluationQuestion> placed = new ArrayList<>();
        for (EvaluationQuestion question : questions) {
            placed.add(question.at(places(question, new LinkedHashSet<>())));
        }
        var questioning = new Questioning(instrument);
        questioning.ask(placed, snapshot, parts);
        Map<String, Integer> counts = new LinkedHashMap<>();
        counts.put("documents", documents);
        counts.put("passages", snapshot.size());
        counts.put("questions", questions.size());
        counts.put("missing", missing(questions).size());
        return questioning.report(name, counts);
    }

    /** Returns the documents that questions name and the collection does not have. */
    public Set<String> missing(List<EvaluationQuestion> questions) {
        Set<String> missing = new LinkedHashSet<>();
        questions.forEach(question -> places(question, missing));
        return missing;
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
        for (String name :
                Set.copyOf(List.of(folded(row.id().value()), folded(row.key()), folded(row.name()), folded(stem)))) {
            ids.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(row.id().value());
        }
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
