package dev.recto.catalog;

import dev.recto.document.CollectionId;
import java.time.Instant;
import java.util.List;

/** The newest evaluations of each collection. They hold figures, and no words of questions or documents. */
public final class EvaluationRows {
    /** Evaluations kept of one collection: some weeks of nightly ones. Chosen. */
    public static final int KEPT = 50;

    private final Database database;

    EvaluationRows(Database database) {
        this.database = database;
    }

    /** Keeps an evaluation, and lets those go that are older than the newest {@value #KEPT} of its collection. */
    public void keep(EvaluationRow row) {
        String collection = row.collection().value();
        database.write(handle -> {
            handle.execute(
                    "INSERT INTO evaluation (collection, at, generation, cause, questions, report)"
                            + " SELECT id, ?, ?, ?, ?, ? FROM collection WHERE id = ?",
                    row.at().toEpochMilli(),
                    row.generation(),
                    row.cause(),
                    row.questions(),
                    row.report(),
                    collection);
            return handle.execute(
                    "DELETE FROM evaluation WHERE collection = ? AND position NOT IN"
                            + " (SELECT position FROM evaluation WHERE collection = ? ORDER BY position DESC LIMIT ?)",
                    collection,
                    collection,
                    KEPT);
        });
    }

    /** Returns a collection's evaluations, newest first. */
    public List<EvaluationRow> of(CollectionId collection) {
        return database.read(handle -> handle.createQuery(
                        "SELECT at, generation, cause, questions, report FROM evaluation WHERE collection = ?"
                                + " ORDER BY position DESC")
                .bind(0, collection.value())
                .map((row, context) -> new EvaluationRow(
                        collection,
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getInt("generation"),
                        row.getString("cause"),
                        row.getString("questions"),
                        row.getString("report")))
                .list());
    }
}
