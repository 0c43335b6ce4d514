package dev.recto.cli;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the document that a person means. */
final class Documents {
    private Documents() {}

    /** Returns the one document of this id, key or name; refuses when there is none or more than one. */
    static DocumentRow one(OpenHome open, CollectionRow collection, String text) {
        List<DocumentRow> named = open.catalog().documents().named(collection.id(), text);
        if (named.isEmpty()) {
            throw CommandException.failed("The collection " + collection.name() + " has no document \"" + text
                    + "\". See its documents with: recto list");
        }
        if (named.size() > 1) {
            throw CommandException.failed(
                    named.size() + " documents are called \"" + text + "\". Give one of their ids: "
                            + named.stream()
                                    .map(row -> row.id() + " (" + row.key() + ")")
                                    .collect(Collectors.joining(", ")));
        }
        return named.getFirst();
    }
}
