package dev.recto.serve.routes;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.CollectionRows;
import dev.recto.catalog.DocumentRow;
import dev.recto.catalog.DocumentState;
import dev.recto.document.CollectionId;
import dev.recto.document.DocumentId;
import dev.recto.serve.Problem;
import dev.recto.serve.ServedHome;
import dev.recto.serve.access.Door;
import dev.recto.serve.access.Role;
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

    /**
     * Returns the collection that the path's {@code c} names, by name or else by id.
     *
     * @throws dev.recto.serve.ProblemException 404 where there is none or the visitor may not read it; 403 where the visitor may read
     *     it and lacks the role
     */
    public CollectionRow collection(Context context, Role needed) {
        return collection(visitor(context), context.pathParam("c"), needed);
    }

    /** Returns the collection of a name or id, as {@link #collection(Context, Role)} does. */
    public CollectionRow collection(Visitor visitor, String named, Role needed) {
        CollectionRow row = find(named)
                .filter(one -> visitor.may(Role.READ, one.id()))
                .orElseThrow(() -> Problem.notFound().exception());
        if (!visitor.may(needed, row.id())) {
            throw Problem.of(
                            403,
                            "forbidden",
                            "Your key lacks the role " + needed.label() + " on this collection. Use a key that has it.")
                    .exception();
        }
        return row;
    }

    /**
     * Returns the document that the path's {@code d} names by id, deleted ones left out.
     *
     * @throws dev.recto.serve.ProblemException 404 where the collection has none that the visitor may see
     */
    public DocumentRow document(Context context, CollectionRow collection) {
        Visitor visitor = visitor(context);
        return documentId(context.pathParam("d"))
                .flatMap(house.catalog().documents()::find)
                .filter(row -> row.collection().equals(collection.id()) && row.state() != DocumentState.DELETED)
                .filter(row -> visitor.sees(collection.id(), row.access()))
                .orElseThrow(() -> Problem.notFound().exception());
    }

    private Optional<CollectionRow> find(String named) {
        CollectionRows collections = house.catalog().collections();
        return collections.find(named).or(() -> collectionId(named).flatMap(collections::find));
    }

    private static Optional<CollectionId> collectionId(String text) {
        try {
            return Optional.of(new CollectionId(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    private static Optional<DocumentId> documentId(String text) {
        try {
            return Optional.of(new DocumentId(text));
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }
}
