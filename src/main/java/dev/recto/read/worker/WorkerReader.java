package dev.recto.read.worker;

import dev.recto.config.LimitsConfig;
import dev.recto.document.ReadingProblem;
import dev.recto.read.DocumentReader;
import dev.recto.read.ReadOutcome;
import dev.recto.read.ReadRequest;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads files in a JVM of its own, one at a time: a file that takes too long or too much memory costs that JVM, not this one. A new one
 * starts with the next file, and after every {@value #FILES_A_WORKER} files, so that what libraries leak does not add up. A file that
 * ended a worker is not tried again. Several threads wait for each other.
 */
public final class WorkerReader implements DocumentReader {
    /** Files that one worker reads. */
    static final int FILES_A_WORKER = 300;

    /** How far the file system's clock and a process's start time, kept in ticks since boot, may differ. Chosen. */
    private static final Duration CLOCKS_APART = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(WorkerReader.class);

    private final LimitsConfig limits;
    private final Path temporary;
    private final ReentrantLock lock = new ReentrantLock(true);
    private @Nullable WorkerProcess worker;
    private boolean closed;

    /**
     * Creates a reader; its worker starts with the first file.
     *
     * @param temporaryRoot a folder for temporary files, made where it is missing; what ended processes left there is deleted
     * @throws UncheckedIOException if the folder cannot be made
     */
    public WorkerReader(LimitsConfig limits, Path temporaryRoot) {
        this.limits = limits;
        try {
            Files.createDirectories(temporaryRoot);
            deleteLeftovers(temporaryRoot);
            this.temporary = Files.createTempDirectory(
                            temporaryRoot, "reading-" + ProcessHandle.current().pid() + "-")
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder for temporary files in " + temporaryRoot, e);
        }
    }

    @Override
    public ReadOutcome read(ReadRequest request) throws InterruptedException {
        ReadOutcome.NotRead refused = refused(request.file());
        if (refused != null) {
            return refused;
        }
        lock.lockInterruptibly();
        try {
            if (closed) {
                throw new IllegalStateException("the reader is closed");
            }
            return readLocked(request);
        } finally {
            lock.unlock();
        }
    }

    private ReadOutcome.@Nullable NotRead refused(Path file) {
        try {
            long size = Files.size(file);
            if (size == 0) {
                return new ReadOutcome.NotRead(ReadingProblem.NO_TEXT, "The file is empty.");
            }
            if (size > limits.fileBytes()) {
                String sentence = "The file is larger than " + (limits.fileBytes() >> 20) + " MiB (limits.file_bytes).";
                return new ReadOutcome.NotRead(ReadingProblem.TOO_LARGE, sentence);
            }
            return null;
        } catch (IOException e) {
            return new ReadOutcome.NotRead(
                    ReadingProblem.FAILED,
                    "The file cannot be opened: " + e.getClass().getSimpleName() + ".");
        }
    }

    private ReadOutcome readLocked(ReadRequest request) throws InterruptedException {
        boolean answered = false;
        try {
            WorkerProcess running = running();
            running.send(WorkerProtocol.encode(absolute(request)));
            byte[] frame = running.await(limits.readSeconds());
            if (frame == null) {
                return ended(running);
            }
            ReadOutcome outcome =
                    WorkerProtocol.outcome(new DataInputStream(new ByteArrayInputStream(frame)), request.scratch());
            answered = true;
            return outcome;
        } catch (IOException e) {
            LOG.warn("the reading worker failed: {}", e.getMessage());
            return new ReadOutcome.NotRead(ReadingProblem.FAILED, "The reading process failed on this file.");
        } finally {
            if (!answered) {
                stop();
                empty(request.scratch());
            }
        }
    }

    private static ReadRequest absolute(ReadRequest request) {
        return new ReadRequest(
                request.file().toAbsolutePath(),
                request.name(),
                request.scratch().toAbsolutePath());
    }

    private WorkerProcess running() throws IOException {
        WorkerProcess running = worker;
        if (running != null && (!running.isAlive() || running.served() >= FILES_A_WORKER)) {
            stop();
            running = null;
        }
        if (running == null) {
            running = WorkerProcess.start(limits, temporary);
            worker = running;
        }
        return running;
    }

    private ReadOutcome ended(WorkerProcess running) throws InterruptedException {
        if (running.isAlive() && !running.ended()) {
            return new ReadOutcome.NotRead(
                    ReadingProblem.TIMEOUT,
                    "Reading it took longer than " + limits.readSeconds() + " s (limits.read_seconds).");
        }
        int status = running.exitStatus();
        if (status == WorkerProcess.OUT_OF_MEMORY) {
            return new ReadOutcome.NotRead(
                    ReadingProblem.TOO_LARGE,
                    "Reading it needed more than " + limits.readMemoryMb() + " MiB of memory (limits.read_memory_mb).");
        }
        LOG.warn("the reading worker ended with status {}: {}", status, running.log());
        return new ReadOutcome.NotRead(
                ReadingProblem.FAILED, "The reading process ended on this file with status " + status + ".");
    }

    private void stop() {
        WorkerProcess running = worker;
        worker = null;
        if (running != null) {
            running.kill();
            empty(temporary);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            stop();
            delete(temporary);
        } finally {
            lock.unlock();
        }
    }

    private static void deleteLeftovers(Path root) throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            for (Path folder : folders.toList()) {
                String[] name = folder.getFileName().toString().split("-", -1);
                boolean ours = name.length == 3 && name[0].equals("reading") && name[1].matches("[0-9]{1,18}");
                if (ours && isLeft(folder, Long.parseLong(name[1]))) {
                    delete(folder);
                }
            }
        }
    }

    /** A folder older than the process of its number was left by an earlier one: in a container, numbers come again. */
    private static boolean isLeft(Path folder, long pid) throws IOException {
        Optional<ProcessHandle> owner = ProcessHandle.of(pid);
        Instant changed = Files.getLastModifiedTime(folder).toInstant();
        return owner.isEmpty()
                || owner.get()
                        .info()
                        .startInstant()
                        .filter(start -> changed.plus(CLOCKS_APART).isBefore(start))
                        .isPresent();
    }

    private static void empty(Path folder) {
        delete(folder, List.of(folder));
    }

    /** Deletes a folder of temporary files as far as that is possible. */
    static void delete(Path folder) {
        delete(folder, List.of());
    }

    private static void delete(Path folder, List<Path> except) {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                if (!except.contains(path)) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("temporary files of reading could not be deleted: {}", e.getMessage());
        }
    }
}
