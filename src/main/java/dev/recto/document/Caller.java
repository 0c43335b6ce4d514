package dev.recto.document;

import java.util.Set;

/**
 * Who asks, with which rights. Every question carries one through retrieving and answering, and the index filters on it.
 *
 * @param name for logs and the ledger
 * @param access the access labels the caller holds; ignored when {@code seesAll}
 * @param seesAll whether every document of the collection is visible
 */
public record Caller(String name, Set<String> access, boolean seesAll) {
    /** The access label of a document that everyone with the collection may see. */
    public static final String EVERYONE = "everyone";

    public Caller {
        access = Set.copyOf(access);
    }

    /** Returns the person at the keyboard, who owns the home and sees all of it. */
    public static Caller owner() {
        return new Caller("owner", Set.of(EVERYONE), true);
    }
}
