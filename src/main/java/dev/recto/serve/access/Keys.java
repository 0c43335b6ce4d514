package dev.recto.serve.access;

import dev.recto.catalog.Catalog;
import dev.recto.catalog.KeyRow;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Makes keys. */
public final class Keys {
    private static final Pattern NAME = Pattern.compile("[^\\p{Cc}\\p{Cs}]{1,100}");
    private static final int MOST_ROLES = 1_000;

    private final Catalog catalog;

    public Keys(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * What a key is to be.
     *
     * @param name what a person calls it
     * @param roles {@code read}, {@code write} or {@code admin} by a collection's name or id; {@link KeyRow#EVERY_COLLECTION} stands for all
     * @param access access labels it holds beside {@code everyone}
     */
    public record Wish(String name, Map<String, String> roles, Set<String> access) {
        public Wish {
            roles = Map.copyOf(roles);
            access = Set.copyOf(access);
        }
    }

    /**
     * A new key.
     *
     * @param row what is kept of it
     * @param secret the key itself, which is shown once and kept nowhere
     */
    public record Made(KeyRow row, Secret secret) {}

    /**
     * Makes a key.
     *
     * @throws IllegalArgumentException if something is wrong with the wish; says what
     * @throws dev.recto.catalog.CatalogException if there are too many keys
     */
    public Made make(Wish wish) {
        check(wish);
        var roles = new TreeMap<String, String>();
        wish.roles()
                .forEach((collection, role) -> roles.put(
                        collection.equals(KeyRow.EVERY_COLLECTION) ? collection : id(collection),
                        Role.of(role).label()));
        Secret secret = Secret.fresh(Secret.KEY_PREFIX);
        return new Made(catalog.keys().create(wish.name(), secret.hash(), roles, wish.access()), secret);
    }

    private static void check(Wish wish) {
        if (!NAME.matcher(wish.name()).matches() || wish.name().isBlank()) {
            throw new IllegalArgumentException("A key's name has 1 to 100 characters on one line.");
        }
        if (wish.roles().isEmpty() || wish.roles().size() > MOST_ROLES) {
            throw new IllegalArgumentException("A key needs 1 to " + MOST_ROLES
                    + " roles: read, write or admin, for a collection or for all (*).");
        }
        if (wish.access().size() > AccessLabels.MOST || !AccessLabels.wellFormed(wish.access())) {
            throw new IllegalArgumentException(
                    "Access labels are at most " + AccessLabels.MOST + ", " + AccessLabels.SHAPE + ".");
        }
    }

    private String id(String nameOrId) {
        return catalog.collections()
                .named(nameOrId)
                .orElseThrow(() -> new IllegalArgumentException("There is no collection of one of the names given."))
                .id()
                .value();
    }
}
