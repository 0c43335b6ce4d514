package dev.recto.catalog;

import dev.recto.document.CollectionId;
import dev.recto.document.DocumentId;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Which documents' files watching misses, and since when: a grace goes by before they are deleted. */
public final class WatchRows {
    private final Database database;

    WatchRows(Database database) {
        this.database = database;
    }

    /** Returns since when the file of each document of a collection is missed. */
    public Map<DocumentId, Instant> missing(CollectionId collection) {
        var missing = new HashMap<DocumentId, Instant>();
        database.read(handle -> handle.createQuery("SELECT w.document, w.since FROM watch_missing w"
                        + " JOIN document d ON d.id = w.document WHERE d.collection = ?")
                .bind(0, collection.value())
                .map((row, context) -> missing.put(
                        new DocumentId(row.getString("document")), Instant.ofEpochMilli(row.getLong("since"))))
                .list());
        return missing;
    }

    /** Says that documents' files are missed from a moment on; those that were missed before stay as they are. */
    public void miss(Collection<DocumentId> documents, Instant since) {
        database.write(handle -> {
            for (DocumentId document : documents) {
                handle.execute(
                        "INSERT INTO watch_missing (document, since) VALUES (?, ?) ON CONFLICT DO NOTHING",
                        document.value(),
                        since.toEpochMilli());
            }
            return documents.size();
        });
    }

    /** Says that documents are not missed any more. */
    public void found(Collection<DocumentId> documents) {
        if (!documents.isEmpty()) {
            database.write(handle -> {
                for (DocumentId document : documents) {
                    handle.execute("DELETE FROM watch_missing WHERE document = ?", document.value());
                }
                return documents.size();
            });
        }
    }
}
