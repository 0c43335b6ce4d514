package dev.recto.catalog;

import dev.recto.document.CollectionId;
import dev.recto.document.DocumentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The conversations of a catalogue. What is deleted is overwritten on disk. */
public final class ConversationRows {
    private static final String SELECT =
            "SELECT c.*, (SELECT count(*) FROM turn t WHERE t.conversation = c.position) AS turns FROM conversation c";

    /** An asker's conversations of a collection that are past so many; never the one begun just now, wherever the clock was set. */
    private static final String OLDEST = "SELECT position FROM conversation WHERE collection = ? AND asker = ?"
            + " ORDER BY id = ? DESC, changed DESC, position DESC LIMIT -1 OFFSET ?";

    private final Database database;

    ConversationRows(Database database) {
        this.database = database;
    }

    /**
     * Begins a conversation.
     *
     * @param title may be empty until its first question
     * @param most how many of the asker's conversations of the collection are kept, at least 1; the oldest go first, with their kept answers
     */
    public ConversationRow begin(CollectionId collection, String asker, String title, int most) {
        String id = Ids.fresh("v_");
        long now = System.currentTimeMillis();
        database.write(handle -> {
            handle.execute(
                    "INSERT INTO conversation (id, collection, asker, title, created, changed) VALUES (?, ?, ?, ?, ?, ?)",
                    id,
                    collection.value(),
                    asker,
                    title,
                    now,
                    now);
            handle.execute(
                    "DELETE FROM answer WHERE id IN (SELECT answer FROM turn WHERE conversation IN (" + OLDEST + "))",
                    collection.value(),
                    asker,
                    id,
                    most);
            return handle.execute(
                    "DELETE FROM conversation WHERE position IN (" + OLDEST + ")", collection.value(), asker, id, most);
        });
        return find(id).orElseThrow();
    }

    /** Returns the conversation of this id. */
    public Optional<ConversationRow> find(String id) {
        return database.read(handle -> handle.createQuery(SELECT + " WHERE c.id = ?")
                .bind(0, id)
                .map((row, context) -> conversation(row))
                .findOne());
    }

    /** Returns an asker's conversations of a collection, the one begun last first. */
    public List<ConversationRow> list(CollectionId collection, String asker) {
        return database.read(handle -> handle.createQuery(
                        SELECT + " WHERE c.collection = ? AND c.asker = ? ORDER BY c.position DESC")
                .bind(0, collection.value())
                .bind(1, asker)
                .map((row, context) -> conversation(row))
                .list());
    }

    /** Gives a conversation another title. Returns whether it is there. */
    public boolean rename(String id, String title) {
        return database.write(
                handle -> handle.execute("UPDATE conversation SET title = ? WHERE id = ?", title, id) > 0);
    }

    /** Deletes a conversation with all its turns and their kept answers. Returns whether it was there. */
    public boolean delete(String id) {
        return database.write(handle -> {
            handle.execute(
                    "DELETE FROM answer WHERE id IN (SELECT t.answer FROM turn t JOIN conversation c ON c.position = t.conversation"
                            + " WHERE c.id = ?)",
                    id);
            return handle.execute("DELETE FROM conversation WHERE id = ?", id) > 0;
        });
    }

    /** Returns the documents whose words a turn's answer may hold. */
    public Set<DocumentId> documents(String id, int turn) {
        return database.read(
                handle -> handle.createQuery("SELECT d.document FROM turn_document d JOIN turn t ON t.position = d.turn"
                                + " JOIN conversation c ON c.position = t.conversation WHERE c.id = ? AND t.number = ?")
                        .bind(0, id)
                        .bind(1, turn)
                        .mapTo(String.class)
                        .map(DocumentId::new)
                        .set());
    }

    /** Returns a conversation's last turns, oldest first. */
    public List<TurnRow> turns(String id, int most) {
        return database.read(handle -> handle.createQuery(
                        "SELECT * FROM (SELECT t.* FROM turn t JOIN conversation c ON c.position = t.conversation WHERE c.id = ?"
                                + " ORDER BY t.number DESC LIMIT ?) ORDER BY number")
                .bind(0, id)
                .bind(1, most)
                .map((row, context) -> turn(row))
                .list());
    }

    /**
     * Adds a turn; its number is the next one, whatever {@code turn} has.
     *
     * @param documents every document whose words the answer may hold
     * @return whether the conversation is still there
     */
    public boolean add(String id, TurnRow turn, Set<DocumentId> documents) {
        return database.write(handle -> {
            Optional<Long> conversation = handle.createQuery("SELECT position FROM conversation WHERE id = ?")
                    .bind(0, id)
                    .mapTo(Long.class)
                    .findOne();
            conversation.ifPresent(position -> add(handle, position, turn, documents));
            return conversation.isPresent();
        });
    }

    private static void add(Handle handle, long conversation, TurnRow turn, Set<DocumentId> documents) {
        String ids = documents.stream()
                .map(document -> '"' + document.value() + '"')
                .collect(Collectors.joining(",", "[", "]"));
        boolean gone = handle.createQuery(
                        "SELECT EXISTS (SELECT 1 FROM document WHERE state = 'DELETED' AND id IN (SELECT value FROM json_each(?)))")
                .bind(0, ids)
                .mapTo(Boolean.class)
                .one();
        long position = handle.createUpdate(
                        "INSERT INTO turn (conversation, number, question, standalone, answer, said, at)"
                                + " SELECT ?, coalesce(max(number), 0) + 1, ?, ?, ?, ?, ? FROM turn WHERE conversation = ?")
                .bind(0, conversation)
                .bind(1, turn.question())
                .bind(2, gone ? turn.question() : turn.standalone())
                .bind(3, turn.answer())
                .bind(4, gone ? "" : turn.said())
                .bind(5, turn.at().toEpochMilli())
                .bind(6, conversation)
                .executeAndReturnGeneratedKeys("position")
                .mapTo(Long.class)
                .one();
        handle.execute("INSERT INTO turn_document (turn, document) SELECT ?, value FROM json_each(?)", position, ids);
        handle.execute(
                "UPDATE conversation SET changed = ?, title = CASE title WHEN '' THEN ? ELSE title END WHERE position = ?",
                turn.at().toEpochMilli(),
                title(turn.question()),
                conversation);
    }

    /** Title that a first question gives, in UTF-16 units. */
    private static String title(String question) {
        String line = question.strip().replaceAll("\\s+", " ");
        return line.length() <= 80
                ? line
                : line.substring(0, Character.isHighSurrogate(line.charAt(78)) ? 78 : 79) + "…";
    }

    private static ConversationRow conversation(ResultSet row) throws SQLException {
        return new ConversationRow(
                row.getLong("position"),
                row.getString("id"),
                new CollectionId(row.getString("collection")),
                row.getString("asker"),
                row.getString("title"),
                Instant.ofEpochMilli(row.getLong("created")),
                Instant.ofEpochMilli(row.getLong("changed")),
                row.getInt("turns"));
    }

    private static TurnRow turn(ResultSet row) throws SQLException {
        return new TurnRow(
                row.getInt("number"),
                row.getString("question"),
                row.getString("standalone"),
                row.getString("answer"),
                row.getString("said"),
                Instant.ofEpochMilli(row.getLong("at")));
    }
}
