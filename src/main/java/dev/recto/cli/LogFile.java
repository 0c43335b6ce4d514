package dev.recto.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.logging.ErrorManager;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The log of a home, {@code data/logs/recto.0.log} and older ones: warnings of the libraries and the stack traces of failures. Three files of 2 MB are
 * kept. The file is made by the first thing that is written, so that a run without trouble leaves none.
 */
final class LogFile extends Handler implements AutoCloseable {
    private static final int BYTES = 2 << 20;
    private static final int FILES = 3;

    /** Held, since the logging library forgets the level of a logger that nobody holds. */
    private final Logger vectorNotice = Logger.getLogger("org.apache.lucene.internal.vectorization");

    private final Supplier<Path> folder;
    private @Nullable FileHandler file;
    private boolean unwritable;

    private LogFile(Supplier<Path> folder) {
        this.folder = folder;
        setLevel(Level.WARNING);
        // Short commands start without the vector module on purpose; doctor says so where it is missing by mistake.
        vectorNotice.setLevel(Level.SEVERE);
    }

    /** Takes all logging of this process, so that none of it reaches the terminal. */
    static LogFile install(Supplier<Path> folder) {
        LogManager.getLogManager().reset();
        var log = new LogFile(folder);
        Logger.getLogger("").addHandler(log);
        return log;
    }

    /** Writes a failure and returns where, or null where no log can be written. */
    @Nullable
    String write(String sentence, Throwable failure) {
        LogRecord entry = new LogRecord(Level.SEVERE, sentence);
        entry.setThrown(failure);
        entry.setLoggerName("recto");
        publish(entry);
        return file == null || unwritable
                ? null
                : folder.get().resolve("recto.0.log").toString();
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        if (!isLoggable(entry) || unwritable) {
            return;
        }
        if (file == null) {
            file = open();
        }
        if (file != null) {
            file.publish(entry);
        }
    }

    private @Nullable FileHandler open() {
        try {
            Files.createDirectories(folder.get());
            FileHandler handler = new FileHandler(folder.get() + "/recto.%g.log", BYTES, FILES, true);
            handler.setFormatter(new SimpleFormatter());
            handler.setLevel(Level.WARNING);
            // A full disk: the handler's own way is a stack trace on the terminal.
            handler.setErrorManager(new ErrorManager() {
                @Override
                public void error(@Nullable String message, @Nullable Exception failure, int code) {
                    unwritable = true;
                }
            });
            return handler;
        } catch (IOException e) {
            // A home that cannot be written is told of by the command itself; without it there is no log to tell it to.
            unwritable = true;
            return null;
        }
    }

    @Override
    public synchronized void flush() {
        if (file != null) {
            file.flush();
        }
    }

    @Override
    public synchronized void close() {
        Logger.getLogger("").removeHandler(this);
        if (file != null) {
            file.close();
            file = null;
        }
    }
}
