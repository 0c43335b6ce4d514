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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads files in a JVM of its own, one at a time: a file that takes too long or too much memory costs that JVM, not this one. A file that
 * ended a worker is not tried again. Several threads wait for each other.
 */
public final class WorkerReader implements DocumentReader {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerReader.class);

    private final LimitsConfig limits;
    private final WorkerSeat seat;

    /**
     * Creates a reader; its worker starts with the first file.
     *
     * @param temporaryRoot a folder for temporary files, made where it is missing; what ended processes left there is deleted
     * @throws UncheckedIOException if the folder cannot be made
     */
    public WorkerReader(LimitsConfig limits, Path temporaryRoot) {
        this.limits = limits;
        this.seat = new WorkerSeat(limits, temporaryRoot);
    }

    @Override
    public ReadOutcome read(ReadRequest request) throws InterruptedException {
        ReadOutcome.NotRead refused = refused(request.file());
        if (refused != null) {
            return refused;
        }
        ReadOutcome outcome = null;
        try {
            outcome = seat.ask(WorkerProtocol.encode(absolute(request)), new Answers(request.scratch()));
            return outcome;
        } catch (IOException e) {
            LOG.warn("the reading worker failed: {}", e.getMessage());
            return new ReadOutcome.NotRead(ReadingProblem.FAILED, "The reading process failed on this file.");
        } finally {
            if (!(outcome instanceof ReadOutcome.Read)) {
                WorkerFolder.empty(request.scratch());
            }
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

    private static ReadRequest absolute(ReadRequest request) {
        return new ReadRequest(
                request.file().toAbsolutePath(),
                request.name(),
                request.scratch().toAbsolutePath());
    }

    private final class Answers implements WorkerSeat.Answers<ReadOutcome> {
        private final Path scratch;

        Answers(Path scratch) {
            this.scratch = scratch;
        }

        @Override
        public ReadOutcome read(byte[] frame) throws IOException {
            return WorkerProtocol.outcome(new DataInputStream(new ByteArrayInputStream(frame)), scratch);
        }

        @Override
        public ReadOutcome none(WorkerProcess worker) throws InterruptedException {
            if (worker.isAlive() && !worker.ended()) {
                return new ReadOutcome.NotRead(
                        ReadingProblem.TIMEOUT,
                        "Reading it took longer than " + limits.readSeconds() + " s (limits.read_seconds).");
            }
            int status = worker.exitStatus();
            if (status == WorkerProcess.OUT_OF_MEMORY) {
                return new ReadOutcome.NotRead(
                        ReadingProblem.TOO_LARGE,
                        "Reading it needed more than " + limits.readMemoryMb()
                                + " MiB of memory (limits.read_memory_mb).");
            }
            LOG.warn("the reading worker ended with status {}: {}", status, worker.log());
            return new ReadOutcome.NotRead(
                    ReadingProblem.FAILED, "The reading process ended on this file with status " + status + ".");
        }
    }

    @Override
    public void close() {
        seat.close();
    }
}
