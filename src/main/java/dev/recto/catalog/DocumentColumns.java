package dev.recto.catalog;

import dev.recto.document.CollectionId;
import dev.recto.document.ContentHash;
import dev.recto.document.DocumentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Turns a row of the table {@code document} into its value. */
final class DocumentColumns {
    private DocumentColumns() {}

    static DocumentRow map(ResultSet row) throws SQLException {
        String parent = row.getString("parent");
        String content = row.getString("content");
        return new DocumentRow(
                new DocumentId(row.getString("id")),
                new CollectionId(row.getString("collection")),
                row.getString("key"),
                row.getString("name"),
                parent == null ? null : new DocumentId(parent),
                row.getString("source"),
                stat(row),
                row.getInt("version"),
                content == null ? null : new ContentHash(content),
                row.getLong("size"),
                row.getString("media_type"),
                row.getString("title"),
                DocumentState.valueOf(row.getString("state")),
                row.getString("outcome"),
                row.getString("sentence"),
                row.getInt("parts"),
                row.getInt("passages"),
                Pairs.map(row.getString("metadata")),
                Pairs.set(row.getString("access")),
                row.getInt("reader"),
                row.getInt("attempts"),
                row.getInt("reception"),
                row.getBoolean("anew"),
                row.getLong("commit_position"),
                Instant.ofEpochMilli(row.getLong("received")),
                Instant.ofEpochMilli(row.getLong("changed")));
    }

    private static @Nullable FileStat stat(ResultSet row) throws SQLException {
        String key = row.getString("stat_key");
        return key == null ? null : new FileStat(row.getLong("stat_size"), row.getLong("stat_modified"), key);
    }
}
