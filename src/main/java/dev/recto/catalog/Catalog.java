package dev.recto.catalog;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

/**
 * What is there: collections, documents with their versions, the ledger, the generations of each index, and who may see what. Safe for use by
 * several threads; every write is durable when its method returns.
 */
public final class Catalog implements AutoCloseable {
    private final Database database;
    private final CollectionRows collections;
    private final DocumentRows documents;
    private final LedgerRows ledger;
    private final GenerationRows generations;
    private final KeyRows keys;
    private final SessionRows sessions;
    private final AnswerRows answers;
    private final ConversationRows conversations;
    private final IdempotencyRows idempotency;
    private final QueueRows queue;
    private final JobRows jobs;
    private final BackupRows backups;
    private final DeletionRows deletions;
    private final ReindexJobRows reindexes;
    private final ScheduleRows schedules;
    private final EvaluationRows evaluations;
    private final WatchRows watches;
    private final UsageRows usage;

    private Catalog(Database database) {
        this.database = database;
        this.collections = new CollectionRows(database);
        this.documents = new DocumentRows(database);
        this.ledger = new LedgerRows(database);
        this.generations = new GenerationRows(database);
        this.keys = new KeyRows(database);
        this.sessions = new SessionRows(database);
        this.answers = new AnswerRows(database);
        this.conversations = new ConversationRows(database);
        this.idempotency = new IdempotencyRows(database);
        this.queue = new QueueRows(database);
        this.jobs = new JobRows(database);
        this.backups = new BackupRows(database);
        this.deletions = new DeletionRows(database);
        this.reindexes = new ReindexJobRows(database);
        this.schedules = new ScheduleRows(database);
        this.evaluations = new EvaluationRows(database);
        this.watches = new WatchRows(database);
        this.usage = new UsageRows(database);
    }

    /**
     * Opens a catalogue, making it where it is missing and bringing an older one up to date.
     *
     * @throws CatalogException if the file is broken or was written by a newer Recto
     */
    public static Catalog open(Path file) {
        Database database = null;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            database = new Database(file, "FULL");
            Migrations.apply(database, file);
            return new Catalog(database);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder of " + file + ": " + e.getMessage(), e);
        } catch (SQLException | JdbiException e) {
            if (database != null) {
                database.close();
            }
            throw broken(file, e);
        } catch (CatalogException e) {
            if (database != null) {
                database.close();
            }
            throw e;
        }
    }

    /** Returns the collections. */
    public CollectionRows collections() {
        return collections;
    }

    /** Returns the documents and their versions. */
    public DocumentRows documents() {
        return documents;
    }

    /** Returns the ledger. */
    public LedgerRows ledger() {
        return ledger;
    }

    /** Returns the generations. */
    public GenerationRows generations() {
        return generations;
    }

    /** Returns the keys. */
    public KeyRows keys() {
        return keys;
    }

    /** Returns the sessions of people who signed in. */
    public SessionRows sessions() {
        return sessions;
    }

    /** Returns the kept answers. */
    public AnswerRows answers() {
        return answers;
    }

    /** Returns the conversations. */
    public ConversationRows conversations() {
        return conversations;
    }

    /** Returns the writes that must not be done twice. */
    public IdempotencyRows idempotency() {
        return idempotency;
    }

    /** Returns what waits for work. */
    public QueueRows queue() {
        return queue;
    }

    /** Returns the jobs, and takes uploads in. */
    public JobRows jobs() {
        return jobs;
    }

    /** Returns the deletions. */
    public DeletionRows deletions() {
        return deletions;
    }

    /**
     * Takes what was deleted out of the database's log too.
     *
     * @return whether that was done; not while somebody reads an earlier state
     */
    public boolean emptyLog() {
        return database.emptyLog();
    }

    /** Returns the backups that were taken. */
    public BackupRows backups() {
        return backups;
    }

    /** Returns the newest version of a catalogue that this Recto can use; its own are of this version. */
    public static int newestVersion() {
        return Migrations.newest();
    }

    /** Returns what time it is while nobody writes: a copy taken from now on has all that was written as of an earlier time. */
    public Instant moment() {
        return database.moment();
    }

    /**
     * Writes a copy of the catalogue as it is now, while it is used, and makes it durable. Nothing deleted is in the copy's free pages.
     *
     * @param file a file that is not there
     * @return every content that a document in the copy has
     */
    public List<StoredContent> copyTo(Path file) throws IOException {
        database.copyTo(file);
        try (Handle copy = Jdbi.open("jdbc:sqlite:" + file.toAbsolutePath())) {
            return DocumentRows.held(copy);
        }
    }

    /** Returns the re-indexes that were asked for, which are jobs too. */
    public ReindexJobRows reindexes() {
        return reindexes;
    }

    /** Returns when collections are re-indexed by themselves. */
    public ScheduleRows schedules() {
        return schedules;
    }

    /** Returns what was measured of collections. */
    public EvaluationRows evaluations() {
        return evaluations;
    }

    /** Returns what watching folders remembers. */
    public WatchRows watches() {
        return watches;
    }

    /** Returns what chat models used. */
    public UsageRows usage() {
        return usage;
    }

    /** Checks the database's own pages and returns what is wrong, a sentence each; empty when it is sound. */
    public List<String> check() {
        return database
                .read(handle -> handle.createQuery("PRAGMA integrity_check")
                        .mapTo(String.class)
                        .list())
                .stream()
                .filter(line -> !line.equals("ok"))
                .map(line -> "The catalogue is damaged: " + line + ".")
                .toList();
    }

    @Override
    public void close() {
        database.close();
    }

    private static CatalogException broken(Path file, Exception cause) {
        return new CatalogException(
                "The catalogue " + file + " cannot be opened (" + cause.getMessage()
                        + "). Restore it from a backup; the originals beside it are untouched.",
                cause);
    }
}
