package dev.recto.serve.routes;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.DocumentState;
import dev.recto.document.DocumentId;
import dev.recto.serve.Problem;
import dev.recto.serve.ServedHome;
import dev.recto.serve.access.Door;
import dev.recto.serve.access.Visitor;
import io.javalin.http.Context;
import java.util.Optional;

/** Finds what a request's path names, among what its visitor may see. What is absent and what is hidden answer the same. */
public final class Scope {
    private final ServedHome house;
    private final Door door;

    public Scope(ServedHome house, Door door) {
        this.house = house;
        this.door = door;
    }

    /** Returns who asks. */
    public Visitor visitor(Context context) {
        return door.visitor(context);
    }

    /** Returns the collection that the path's {@code c} names, by name or id, which the visitor may use as the route's role says. */
    public CollectionRow collection(Context context) {
        return door.collection(context);
    }

    /**
     * Returns the document that the path's {@code d} names by id, deleted ones left out.
     *
     * @throws dev.recto.serve.ProblemException 404 where the collection has none that the visitor may see
     */
    public DocumentRow document(Context context, CollectionRow collection) {
        return document(context, collection, context.pathParam("d"));
    }

    /** Returns the document of an id, under the same rules. */
    DocumentRow document(Context context, CollectionRow collection, String id) {
        Visitor visitor = visitor(context);
        return documentId(id)
                .flatMap(house.catalog().documents()::find)
                .filter(row -> row.collection().equals(collection.id()) && row.state() != DocumentState.DELETED)
                .filter(row -> visitor.sees(collection.id(), row.access()))
                .orElseThrow(() -> Problem.notFound().exception());
    }

    /** Returns the deleted document that the path's {@code d} names, where the visitor could have seen it. */
    Optional<DocumentRow> deleted(Context context, CollectionRow collection) {
        Visitor visitor = visitor(context);
        return documentId(context.pathParam("d"))
                .flatMap(house.catalog().documents()::find)
                .filter(row -> row.collection().equals(collection.id()) && row.state() == DocumentState.DELETED)
                .filter(row -> visitor.sees(collection.id(), row.access()));
    }

    /** Returns whether a visitor may see a collection's document that is still there. */
    boolean sees(Visitor visitor, CollectionRow collection, DocumentId id) {
        return house.catalog()
                .documents()
                .find(id)
                .filter(row -> row.state() != DocumentState.DELETED)
                .filter(row -> visitor.sees(collection.id(), row.access()))
                .isPresent();
    }

    private static Optional<DocumentId> documentId(String text) {
        try {
            return Optional.of(new DocumentId(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
