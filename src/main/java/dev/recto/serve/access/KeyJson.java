package dev.recto.serve.access;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.CollectionRows;
import dev.recto.catalog.KeyRow;
import dev.recto.document.CollectionId;

/** Keys and roles as JSON; collections by name. */
public final class KeyJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private KeyJson() {}

    /** Returns a key, without the secret. */
    public static ObjectNode key(KeyRow row, CollectionRows collections) {
        ObjectNode node = JSON.objectNode();
        node.put("id", row.id());
        node.put("name", row.name());
        node.set("roles", roles(Visitor.of(row), collections));
        var access = node.putArray("access");
        row.access().stream().sorted().forEach(access::add);
        node.put("created", row.created().toString());
        node.put("revoked", row.revoked() == null ? null : row.revoked().toString());
        return node;
    }

    /** Returns a visitor's roles by the collection's name; {@code *} stands for every collection. */
    static ObjectNode roles(Visitor visitor, CollectionRows collections) {
        ObjectNode node = JSON.objectNode();
        if (visitor.everywhere() != null) {
            node.put(KeyRow.EVERY_COLLECTION, visitor.everywhere().label());
        }
        visitor.roles().forEach((collection, role) -> node.put(name(collection, collections), role.label()));
        return node;
    }

    private static String name(CollectionId id, CollectionRows collections) {
        return collections.find(id).map(CollectionRow::name).orElse(id.value());
    }
}
