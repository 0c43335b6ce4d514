package dev.recto.serve.access;

import dev.recto.catalog.KeyRow;
import dev.recto.document.Caller;
import dev.recto.document.CollectionId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asks something of the service, and what they may do.
 *
 * @param id the key's id, or {@link #LOCAL}; no secret
 * @param roles by collection
 * @param everywhere the role on every collection, or null for none beside {@code roles}
 * @param access access labels held beside {@code everyone}
 */
public record Visitor(
        String id, Map<CollectionId, Role> roles, @Nullable Role everywhere, Set<String> access) {
    /** The id of the person who owns the home. */
    public static final String LOCAL = "local";

    public Visitor {
        roles = Map.copyOf(roles);
        access = Set.copyOf(access);
    }

    /** Returns the person who owns the home: asks from this machine, and may do everything. */
    public static Visitor local() {
        return new Visitor(LOCAL, Map.of(), Role.ADMIN, Set.of());
    }

    /** Returns who holds this key. */
    public static Visitor of(KeyRow key) {
        var roles = new HashMap<CollectionId, Role>();
        key.roles().forEach((collection, role) -> {
            if (!collection.equals(KeyRow.EVERY_COLLECTION)) {
                roles.put(new CollectionId(collection), Role.of(role));
            }
        });
        String everywhere = key.roles().get(KeyRow.EVERY_COLLECTION);
        return new Visitor(key.id(), roles, everywhere == null ? null : Role.of(everywhere), key.access());
    }

    /** Returns whether the visitor may do this with a collection. Who may not even read it must not learn that it is there. */
    public boolean may(Role role, CollectionId collection) {
        Role own = roles.get(collection);
        return may(role) || (own != null && own.holds(role));
    }

    /** Returns whether the visitor may do this with every collection, those to come too. */
    public boolean may(Role role) {
        return everywhere != null && everywhere.holds(role);
    }

    /**
     * Returns whether the visitor may see a document.
     *
     * @param labels the document's access labels
     */
    public boolean sees(CollectionId collection, Set<String> labels) {
        Caller caller = caller(collection);
        return may(Role.READ, collection)
                && (caller.seesAll() || labels.stream().anyMatch(caller.access()::contains));
    }

    /** Returns the visitor as retrieving and answering know them, for one collection that they may read. */
    public Caller caller(CollectionId collection) {
        var labels = new HashSet<>(access);
        labels.add(Caller.EVERYONE);
        return new Caller(id, labels, may(Role.ADMIN, collection));
    }
}
