package dev.recto.catalog;

import dev.recto.document.CollectionId;
import dev.recto.document.DocumentId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The kept answers of a catalogue, and what was said of them. An answer goes with any document that it quotes. */
public final class AnswerRows {
    private final Database database;

    AnswerRows(Database database) {
        this.database = database;
    }

    /**
     * Keeps an answer; a power cut may lose the last moments' answers, a crash of this process none. One that shows a document which
     * was deleted meanwhile, or whose collection was, is not kept.
     *
     * @param most how many answers of its collection are kept; the oldest go first, those that nobody judged before the others
     * @return whether it is kept
     */
    public boolean keep(AnswerRow answer, int most) {
        return database.note(handle -> {
            String documents = documents(answer);
            if (!there(handle, answer.collection())
                    || !there(handle, documents, answer.documents().size())) {
                return false;
            }
            long position = handle.createUpdate(
                            "INSERT INTO answer (id, collection, asker, created, filter, evidence, body) VALUES (?, ?, ?, ?, ?, ?, ?)")
                    .bind(0, answer.id())
                    .bind(1, answer.collection().value())
                    .bind(2, answer.asker())
                    .bind(3, answer.created().toEpochMilli())
                    .bind(4, Pairs.write(answer.filter()))
                    .bind(5, answer.evidence())
                    .bind(6, answer.body())
                    .executeAndReturnGeneratedKeys("position")
                    .mapTo(Long.class)
                    .one();
            handle.execute(
                    "INSERT INTO answer_document (answer, document) SELECT ?, value FROM json_each(?)",
                    position,
                    documents);
            prune(handle, answer.collection(), most);
            return true;
        });
    }

    /** Returns the answer of this id. */
    public Optional<AnswerRow> find(String id) {
        return database.read(handle -> handle.createQuery("SELECT * FROM answer WHERE id = ?")
                .bind(0, id)
                .map((row, context) -> new AnswerRow(
                        row.getString("id"),
                        new CollectionId(row.getString("collection")),
                        row.getString("asker"),
                        Instant.ofEpochMilli(row.getLong("created")),
                        Pairs.map(row.getString("filter")),
                        row.getInt("evidence"),
                        documents(handle, row.getLong("position")),
                        row.getString("body")))
                .findOne());
    }

    /** Keeps what somebody thinks of an answer, in place of what the same judge said before. Returns whether the answer is there. */
    public boolean judge(String answer, Feedback feedback) {
        return database.write(handle -> handle.execute(
                        "INSERT INTO feedback (answer, judge, verdict, better, at)"
                                + " SELECT position, ?, ?, ?, ? FROM answer WHERE id = ? ON CONFLICT (answer, judge)"
                                + " DO UPDATE SET verdict = excluded.verdict, better = excluded.better, at = excluded.at",
                        feedback.judge(),
                        feedback.verdict(),
                        feedback.better(),
                        feedback.at().toEpochMilli(),
                        answer)
                > 0);
    }

    /** Returns what was said of an answer, in order of time. */
    public List<Feedback> feedback(String answer) {
        return database.read(handle -> handle.createQuery(
                        "SELECT f.* FROM feedback f JOIN answer a ON a.position = f.answer WHERE a.id = ? ORDER BY f.at, f.judge")
                .bind(0, answer)
                .map((row, context) -> new Feedback(
                        row.getString("judge"),
                        row.getString("verdict"),
                        row.getString("better"),
                        Instant.ofEpochMilli(row.getLong("at"))))
                .list());
    }

    /** Returns the ids of an answer's documents as a JSON array, which one statement takes whole. */
    private static String documents(AnswerRow answer) {
        return answer.documents().stream()
                .map(document -> '"' + document.value() + '"')
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static boolean there(Handle handle, CollectionId collection) {
        return handle.createQuery("SELECT EXISTS (SELECT 1 FROM collection WHERE id = ?)")
                .bind(0, collection.value())
                .mapTo(Boolean.class)
                .one();
    }

    private static boolean there(Handle handle, String documents, int count) {
        return handle.createQuery("SELECT count(*) FROM document WHERE id IN (SELECT value FROM json_each(?))"
                                + " AND state <> 'DELETED'")
                        .bind(0, documents)
                        .mapTo(Integer.class)
                        .one()
                == count;
    }

    /** Each statement reads as many rows of an index as it must: this runs with each answer. */
    private static void prune(Handle handle, CollectionId collection, int most) {
        int over = handle.createQuery("SELECT count(*) FROM answer WHERE collection = ?")
                        .bind(0, collection.value())
                        .mapTo(Integer.class)
                        .one()
                - most;
        if (over <= 0) {
            return;
        }
        int gone = handle.execute(
                "DELETE FROM answer WHERE position IN (SELECT a.position FROM answer a WHERE a.collection = ?"
                        + " AND NOT EXISTS (SELECT 1 FROM feedback f WHERE f.answer = a.position)"
                        + " ORDER BY a.position LIMIT ?)",
                collection.value(),
                over);
        if (gone < over) {
            handle.execute(
                    "DELETE FROM answer WHERE position IN"
                            + " (SELECT position FROM answer WHERE collection = ? ORDER BY position LIMIT ?)",
                    collection.value(),
                    over - gone);
        }
    }

    private static Set<DocumentId> documents(Handle handle, long position) {
        return new HashSet<>(handle.createQuery("SELECT document FROM answer_document WHERE answer = ?")
                .bind(0, position)
                .map((row, context) -> new DocumentId(row.getString("document")))
                .list());
    }
}
