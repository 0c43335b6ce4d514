package dev.recto.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The re-indexes of a catalogue: jobs without documents. One that was begun and not finished is gone on with after a crash. */
public final class ReindexJobRows {
    private final Database database;

    ReindexJobRows(Database database) {
        this.database = database;
    }

    /**
     * Asks for a re-index. While one of the same kind waits or runs for the collection, that is the one.
     *
     * @param wanted its task, target and cause; the rest is ignored
     * @throws java.util.NoSuchElementException if the collection is deleted
     */
    public JobRow ask(JobRequest request, ReindexJob wanted) {
        return database.write(handle -> {
            Optional<JobRow> waiting = handle.createQuery(JobRows.SELECT
                            + "finished IS NULL AND collection = ? AND r.task = ?"
                            + " AND (r.target = ? OR r.task = 'rollback') ORDER BY position LIMIT 1")
                    .bind(0, request.collection().value())
                    .bind(1, wanted.task())
                    .bind(2, wanted.target())
                    .map((row, context) -> JobRows.map(row))
                    .findOne();
            return waiting.orElseGet(() -> begin(handle, request, wanted));
        });
    }

    /** Returns those that are not finished, the oldest first. */
    public List<JobRow> unfinished() {
        return database.read(handle -> handle.createQuery(
                        JobRows.SELECT + "finished IS NULL AND r.task IS NOT NULL ORDER BY position")
                .map((row, context) -> JobRows.map(row))
                .list());
    }

    /** Says how far one is; a power cut may undo it. */
    public void progress(JobRow job, int done, int total) {
        database.note(handle -> handle.execute(
                "UPDATE job_reindex SET done = ?, total = ? WHERE job = ?", done, total, job.position()));
    }

    /** Says which generation one goes to, which was not known when it was asked for. */
    public void aim(JobRow job, int target) {
        database.write(
                handle -> handle.execute("UPDATE job_reindex SET target = ? WHERE job = ?", target, job.position()));
    }

    /**
     * Says how one ended.
     *
     * @param end its outcome, sentence and generation; the rest is ignored
     */
    public void finish(JobRow job, ReindexJob end) {
        database.write(handle -> {
            handle.execute(
                    "UPDATE job_reindex SET outcome = ?, sentence = ?, generation = ? WHERE job = ?",
                    end.outcome(),
                    end.sentence(),
                    end.generation(),
                    job.position());
            return handle.execute(
                    "UPDATE job SET finished = ? WHERE position = ?",
                    Instant.now().toEpochMilli(),
                    job.position());
        });
    }

    private static JobRow begin(Handle handle, JobRequest request, ReindexJob wanted) {
        JobRow job = JobRows.begin(handle, request);
        handle.execute(
                "INSERT INTO job_reindex (job, task, target, cause) VALUES (?, ?, ?, ?)",
                job.position(),
                wanted.task(),
                wanted.target(),
                wanted.cause());
        return JobRows.find(handle, job.id()).orElseThrow();
    }

    static ReindexJob job(ResultSet row) throws SQLException {
        int generation = row.getInt("generation");
        return new ReindexJob(
                row.getString("task"),
                row.getInt("target"),
                row.getString("cause"),
                row.getInt("total"),
                row.getInt("done"),
                row.getString("outcome"),
                row.getString("sentence"),
                generation == 0 ? null : generation);
    }
}
