package dev.recto.evaluate;

import dev.recto.catalog.Catalog;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a collection's documents are called in files of questions: by id, key or name, with or without its ending. */
final class DocumentNames {
    private static final int STRETCH = 1_000;

    private final Map<String, Set<String>> ids = new HashMap<>();

    DocumentNames(Catalog catalog, CollectionRow collection) {
        List<DocumentRow> rows = catalog.documents().stretch(collection.id(), "", STRETCH);
        while (!rows.isEmpty()) {
            rows.forEach(this::know);
            rows = catalog.documents()
                    .stretch(collection.id(), rows.getLast().id().value(), STRETCH);
        }
    }

    /** Returns a question's places with documents by id; a document that is not there stays under its name, which no evidence has. */
    List<GoldPlace> places(EvaluationQuestion question) {
        var places = new ArrayList<GoldPlace>();
        for (GoldPlace place : question.places()) {
            Set<String> found = ids.getOrDefault(folded(place.document()), Set.of(place.document()));
            found.forEach(id -> places.add(new GoldPlace(id, place.page())));
        }
        return places;
    }

    private void know(DocumentRow row) {
        int dot = row.name().lastIndexOf('.');
        String stem = dot > 0 ? row.name().substring(0, dot) : row.name();
        for (String name : List.of(row.id().value(), row.key(), row.name(), stem)) {
            ids.computeIfAbsent(folded(name), missing -> new LinkedHashSet<>())
                    .add(row.id().value());
        }
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
