package dev.recto.serve.mcp;

import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.CollectionRows;
import dev.recto.catalog.DocumentRow;
import dev.recto.serve.RequestId;
import dev.recto.serve.ServedHome;
import dev.recto.serve.access.Role;
import dev.recto.serve.access.Visitor;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One message's sender.
 *
 * @param visitor who asks
 * @param base where the service listens, such as {@code http://127.0.0.1:7878}, for links; null where nothing listens
 * @param requestId the message's id in the log
 */
public record McpVisit(Visitor visitor, @Nullable String base, String requestId) {
    /** Returns the owner at this machine's standard input. */
    public static McpVisit local() {
        return new McpVisit(Visitor.local(), null, RequestId.of(null));
    }

    /**
     * Returns a collection that the visitor may read.
     *
     * @throws ToolRefusal if there is none of this name; the same where the visitor may not know of it
     */
    CollectionRow collection(ServedHome home, @Nullable String name) {
        CollectionRows collections = home.catalog().collections();
        String wanted = name == null ? CollectionRows.DEFAULT : name;
        return collections
                .find(wanted)
                .filter(row -> visitor.may(Role.READ, row.id()))
                .orElseThrow(() -> new ToolRefusal("There is no collection \"" + wanted + "\"; there is: "
                        + collections.list().stream()
                                .filter(row -> visitor.may(Role.READ, row.id()))
                                .map(CollectionRow::name)
                                .collect(Collectors.joining(", "))
                        + "."));
    }

    /**
     * Returns a document that the visitor may see.
     *
     * @param text its id, key or name
     * @throws ToolRefusal if the collection has none or several of it; documents that the visitor may not know of do not count
     */
    DocumentRow document(ServedHome home, CollectionRow collection, String text) {
        List<DocumentRow> rows = home.catalog().documents().named(collection.id(), text).stream()
                .filter(row -> visitor.sees(collection.id(), row.access()))
                .toList();
        if (rows.isEmpty()) {
            throw new ToolRefusal(
                    "There is no document \"" + text + "\" in " + collection.name() + ". See list_documents.");
        }
        if (rows.size() > 1) {
            throw new ToolRefusal(
                    rows.size() + " documents are called \"" + text + "\". Give an id from list_documents.");
        }
        return rows.getFirst();
    }
}
