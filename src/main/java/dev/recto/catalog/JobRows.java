package dev.recto.catalog;

import dev.recto.document.Caller;
import dev.recto.document.CollectionId;
import dev.recto.document.DocumentId;
import dev.recto.document.IngestOutcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The jobs of a catalogue. A job goes on in the transaction in which its document does. */
public final class JobRows {
    static final String SELECT = "SELECT * FROM job LEFT JOIN job_reindex r ON r.job = job.position WHERE ";
    private static final int MOST = 1_000;

    private final Database database;

    JobRows(Database database) {
        this.database = database;
    }

    /**
     * Takes in what came with one request, all in one transaction, as a new job. Bytes that a document of the same key has already, or
     * is about to be read with, change nothing; they are done with at once unless they still wait.
     *
     * @throws NoSuchElementException if the collection is deleted; nothing was taken in then
     * @throws KeyTakenException if a key belongs to a document that stands in another one or that the asker may not see; nothing was taken
     *     in then
     */
    public JobRow receive(JobRequest request, List<Arrival> arrivals) {
        return database.write(handle -> {
            JobRow job = begin(handle, request);
            int number = 0;
            for (Arrival arrival : arrivals) {
                var receiving = new ArrivalWrite(handle, request);
                add(handle, job, ++number, receiving.receive(arrival));
            }
            return finishIfDone(handle, job);
        });
    }

    /**
     * Lets a document's newest version be read anew, as a new job; what questions find of it stays until then.
     *
     * @throws NoSuchElementException if it is deleted
     */
    public JobRow reread(JobRequest request, DocumentId document) {
        return database.write(handle -> {
            JobRow job = begin(handle, request);
            if (!DocumentWrites.reread(handle, document)) {
                throw new NoSuchElementException("There is no document " + document + ".");
            }
            LedgerRows.append(handle, document, Transition.of(request.kind()));
            add(handle, job, 1, new ArrivalWrite.Received(document, false));
            return finishIfDone(handle, job);
        });
    }

    /** Returns the job of this id. */
    public Optional<JobRow> find(String id) {
        return database.read(handle -> find(handle, id));
    }

    /** Returns a job's documents in the order of the request, in one snapshot. */
    public List<JobDocument> documents(JobRow job) {
        return database.read(handle -> handle.createQuery(
                        "SELECT d.*, j.version AS job_version, j.done AS job_done, j.outcome AS job_outcome,"
                                + " j.sentence AS job_sentence"
                                + " FROM job_document j JOIN document d ON d.id = j.document WHERE j.job = ? ORDER BY j.number")
                .bind(0, job.position())
                .map((row, context) -> new JobDocument(
                        DocumentColumns.map(row),
                        row.getInt("job_version"),
                        row.getBoolean("job_done"),
                        row.getString("job_outcome"),
                        row.getString("job_sentence")))
                .list());
    }

    /** Counts those of a job's documents that a caller may see. */
    public JobCounts counts(JobRow job, Caller caller) {
        List<JobCounts> counts =
                database.read(handle -> handle.createQuery("SELECT d.access, j.done, j.outcome, count(*) AS documents"
                                + " FROM job_document j JOIN document d ON d.id = j.document WHERE j.job = ?"
                                + " GROUP BY d.access, j.done, j.outcome")
                        .bind(0, job.position())
                        .map((row, context) -> sees(caller, row.getString("access")) ? counts(row) : JobCounts.NONE)
                        .list());
        return counts.stream().reduce(JobCounts.NONE, JobCounts::and);
    }

    /**
     * Returns jobs, newest first.
     *
     * @param collections only those of these collections, or null for all
     * @param cursor {@link JobPage#next} of the stretch before, or null for the first
     * @param limit at most so many, 1 to 1,000
     */
    public JobPage list(@Nullable List<CollectionId> collections, @Nullable Long cursor, int limit) {
        if (limit < 1 || limit > MOST) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST + ": " + limit);
        }
        if (collections != null && collections.isEmpty()) {
            return new JobPage(List.of(), null);
        }
        String where = collections == null ? "" : " AND collection IN (<collections>)";
        List<JobRow> rows = database.read(handle -> {
            var query = handle.createQuery(
                            SELECT + "position < :cursor" + where + " ORDER BY position DESC LIMIT :limit")
                    .bind("cursor", cursor == null ? Long.MAX_VALUE : cursor)
                    .bind("limit", limit + 1);
            if (collections != null) {
                query.bindList(
                        "collections",
                        collections.stream().map(CollectionId::value).toList());
            }
            return query.map((row, context) -> map(row)).list();
        });
        boolean more = rows.size() > limit;
        List<JobRow> shown = more ? rows.subList(0, limit) : rows;
        return new JobPage(shown, more ? shown.getLast().position() : null);
    }

    /** Removes the oldest finished jobs, so that at most so many jobs and those unfinished are left. */
    public void keep(int newest) {
        database.write(handle -> handle.execute(
                "DELETE FROM job WHERE finished IS NOT NULL AND position <="
                        + " (SELECT position FROM job ORDER BY position DESC LIMIT 1 OFFSET ?)",
                newest));
    }

    private static boolean sees(Caller caller, String access) {
        return caller.seesAll() || Pairs.set(access).stream().anyMatch(caller.access()::contains);
    }

    private static JobCounts counts(ResultSet row) throws SQLException {
        int documents = row.getInt("documents");
        String outcome = row.getString("outcome");
        return new JobCounts(
                documents,
                row.getBoolean("done") ? documents : 0,
                outcome == null ? Map.of() : Map.of(outcome, documents));
    }

    static JobRow begin(Handle handle, JobRequest request) {
        String id = Ids.fresh("j_");
        int begun = handle.execute(
                "INSERT INTO job (id, collection, kind, asker, created) SELECT ?, id, ?, ?, ? FROM collection WHERE id = ?",
                id,
                request.kind(),
                request.asker().name(),
                Instant.now().toEpochMilli(),
                request.collection().value());
        if (begun == 0) {
            throw new NoSuchElementException("There is no collection " + request.collection() + ".");
        }
        return find(handle, id).orElseThrow();
    }

    private static void add(Handle handle, JobRow job, int number, ArrivalWrite.Received received) {
        var unchanged = new IngestOutcome.Unchanged();
        handle.execute(
                "INSERT INTO job_document (job, number, document, version, done, outcome, sentence)"
                        + " SELECT ?, ?, id, version, ?, ?, ? FROM document WHERE id = ?",
                job.position(),
                number,
                received.unchanged(),
                received.unchanged() ? unchanged.name() : null,
                received.unchanged() ? unchanged.sentence() : null,
                received.document().value());
    }

    private static JobRow finishIfDone(Handle handle, JobRow job) {
        handle.execute(
                "UPDATE job SET finished = created WHERE position = ? AND NOT EXISTS"
                        + " (SELECT 1 FROM job_document WHERE job = job.position AND done = 0)",
                job.position());
        return find(handle, job.id()).orElseThrow();
    }

    static Optional<JobRow> find(Handle handle, String id) {
        return handle.createQuery(SELECT + "id = ?")
                .bind(0, id)
                .map((row, context) -> map(row))
                .findOne();
    }

    static JobRow map(ResultSet row) throws SQLException {
        long finished = row.getLong("finished");
        boolean running = row.wasNull() || finished == 0;
        return new JobRow(
                row.getLong("position"),
                row.getString("id"),
                new CollectionId(row.getString("collection")),
                row.getString("kind"),
                row.getString("asker"),
                Instant.ofEpochMilli(row.getLong("created")),
                running ? null : Instant.ofEpochMilli(finished),
                row.getString("task") == null ? null : ReindexJobRows.job(row));
    }
}
