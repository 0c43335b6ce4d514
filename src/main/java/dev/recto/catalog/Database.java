package dev.recto.catalog;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * One SQLite file in WAL mode: one connection writes, one transaction at a time, and others read beside it.
 *
 * <p>{@code synchronous=FULL} makes each commit durable before it returns; {@code secure_delete} overwrites what is deleted.
 */
final class Database implements AutoCloseable {
    private static final int BUSY_MILLIS = 10_000;
    /** A failed fsync of the file or of its folder. */
    private static final Set<SQLiteErrorCode> NOT_DURABLE =
            EnumSet.of(SQLiteErrorCode.SQLITE_IOERR_FSYNC, SQLiteErrorCode.SQLITE_IOERR_DIR_FSYNC);

    /** Nothing can be read or written just now, whatever the statement: primary result codes, https://www.sqlite.org/rescode.html. */
    private static final Set<Integer> UNUSABLE = Set.of(
            SQLiteErrorCode.SQLITE_CORRUPT.code,
            SQLiteErrorCode.SQLITE_NOTADB.code,
            SQLiteErrorCode.SQLITE_IOERR.code,
            SQLiteErrorCode.SQLITE_CANTOPEN.code,
            SQLiteErrorCode.SQLITE_READONLY.code,
            SQLiteErrorCode.SQLITE_BUSY.code);

    private final Path file;
    private final ReentrantLock writing = new ReentrantLock();
    private final Readers readers;
    private final Jdbi reading;
    private final Handle writer;

    /**
     * Opens a file, making it where it is missing.
     *
     * @param synchronous {@code FULL}, or {@code NORMAL} for what may lose its last moments in a power cut
     */
    Database(Path file, String synchronous) throws SQLException {
        this.file = file;
        String url = "jdbc:sqlite:" + file.toAbsolutePath();
        Connection connection = DriverManager.getConnection(url, settings(synchronous, true));
        this.writer = discreet(Jdbi.create(() -> connection)).open();
        this.readers = new Readers(url, settings(synchronous, false));
        this.reading = discreet(Jdbi.create(readers));
    }

    /** Lets no message of an exception hold what a statement was given: that is documents' and people's, and messages are logged. */
    private static Jdbi discreet(Jdbi jdbi) {
        jdbi.getConfig(StatementExceptions.class).setMessageRendering(StatementExceptions.MessageRendering.NONE);
        return jdbi;
    }

    /** Returns what {@code work} reads, in one snapshot. */
    <T, X extends Exception> T read(HandleCallback<T, X> work) throws X {
        try {
            return reading.inTransaction(work);
        } catch (JdbiException e) {
            throw told(e);
        }
    }

    /** Runs {@code work} in one transaction of its own; when this returns, it is durable. */
    <T, X extends Exception> T write(HandleCallback<T, X> work) throws X {
        writing.lock();
        try {
            return writer.inTransaction(work);
        } catch (JdbiException e) {
            throw told(e);
        } finally {
            writing.unlock();
        }
    }

    /**
     * Runs {@code work} in one transaction that a crash of this process cannot undo, but a power cut may, until the next
     * {@link #write}: for what only tells how far work in progress is.
     */
    <T, X extends Exception> T note(HandleCallback<T, X> work) throws X {
        writing.lock();
        try {
            writer.execute("PRAGMA synchronous = NORMAL");
            try {
                return writer.inTransaction(work);
            } finally {
                writer.execute("PRAGMA synchronous = FULL");
            }
        } catch (JdbiException e) {
            throw told(e);
        } finally {
            writing.unlock();
        }
    }

    /** Returns what time it is while nobody writes: whatever is read from now on has all that was written as of an earlier time. */
    Instant moment() {
        writing.lock();
        try {
            return Instant.ofEpochMilli(System.currentTimeMillis());
        } finally {
            writing.unlock();
        }
    }

    /** Writes a copy of all of it as one reader sees it, without its free pages, and makes that durable. */
    void copyTo(Path copy) throws IOException {
        try {
            reading.useHandle(handle -> handle.execute("VACUUM INTO ?", copy.toString()));
        } catch (JdbiException e) {
            throw told(e);
        }
        try (var channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            Folders.force(channel, copy);
        }
    }

    /**
     * Writes the log of changes into the file and empties it, so that what was deleted stands in neither.
     *
     * @return whether that was done; not while somebody reads an earlier state
     */
    boolean emptyLog() {
        writing.lock();
        try {
            return writer.createQuery("PRAGMA wal_checkpoint(TRUNCATE)")
                    .map((row, context) -> row.getInt("busy") == 0)
                    .one();
        } catch (JdbiException e) {
            throw told(e);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void close() {
        writing.lock();
        try {
            readers.close();
            writer.close();
        } finally {
            writing.unlock();
        }
    }

    /** Returns a failure of the disk or the file as a sentence that says what to do, and any other as it is. */
    private RuntimeException told(JdbiException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException e && NOT_DURABLE.contains(e.getResultCode())) {
                return new StorageFailedException(
                        "The disk could not make " + file + " durable: " + e.getMessage(), failure);
            }
            if (cause instanceof SQLException e) {
                int code = e.getErrorCode() & 0xff; // the primary one
                if (code == SQLiteErrorCode.SQLITE_FULL.code) {
                    return new DiskFullException(
                            "The disk of " + file + " is full. Make room on it and run this again.", failure);
                }
                if (UNUSABLE.contains(code)) {
                    return new CatalogException(
                            "The database " + file + " cannot be read or written (" + e.getMessage()
                                    + "). Make sure that its disk has room and is sound, and run doctor.",
                            failure);
                }
            }
        }
        return failure;
    }

    private static Properties settings(String synchronous, boolean writes) {
        var settings = new Properties();
        settings.setProperty("journal_mode", "WAL");
        settings.setProperty("synchronous", synchronous);
        settings.setProperty("foreign_keys", "true");
        settings.setProperty("secure_delete", "true");
        settings.setProperty("busy_timeout", Integer.toString(BUSY_MILLIS));
        settings.setProperty("transaction_mode", writes ? "IMMEDIATE" : "DEFERRED");
        return settings;
    }

    /** Connections that read, kept open between uses. */
    private static final class Readers implements ConnectionFactory {
        private final String url;
        private final Properties settings;
        private final ConcurrentLinkedQueue<Connection> idle = new ConcurrentLinkedQueue<>();
        private volatile boolean closed;

        Readers(String url, Properties settings) {
            this.url = url;
            this.settings = settings;
        }

        @Override
        public Connection openConnection() throws SQLException {
            Connection connection = idle.poll();
            return connection != null ? connection : DriverManager.getConnection(url, settings);
        }

        @Override
        public void closeConnection(Connection connection) throws SQLException {
            if (closed) {
                connection.close();
            } else {
                idle.add(connection);
            }
        }

        void close() {
            closed = true;
            for (Connection connection = idle.poll(); connection != null; connection = idle.poll()) {
                try {
                    connection.close();
                } catch (SQLException e) {
                    throw new CatalogException("The catalogue could not be closed: " + e.getMessage(), e);
                }
            }
        }
    }
}
