package dev.recto.read.worker;

import dev.recto.config.LimitsConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Place of one worker JVM, which one thread at a time asks; the others wait. A new one starts with the first request, after one that was
 * not answered, and after every {@value #REQUESTS_A_WORKER} requests, so that what libraries leak does not add up.
 */
final class WorkerSeat implements AutoCloseable {
    private static final int REQUESTS_A_WORKER = 300;

    private final LimitsConfig limits;
    private final Path temporary;
    private final ReentrantLock lock = new ReentrantLock(true);
    private @Nullable WorkerProcess worker;
    private boolean closed;

    /**
     * Creates an empty seat.
     *
     * @param temporaryRoot a folder for temporary files, made where it is missing; what ended processes left there is deleted
     * @throws UncheckedIOException if the folder cannot be made
     */
    WorkerSeat(LimitsConfig limits, Path temporaryRoot) {
        this.limits = limits;
        this.temporary = WorkerFolder.make(temporaryRoot);
    }

    /** What an answer means. */
    interface Answers<T> {
        /**
         * Reads an answer.
         *
         * @throws IOException if it is none
         */
        T read(byte[] frame) throws IOException;

        /** Says what it means that the worker has ended, or still runs when its time is over; it is killed next. */
        T none(WorkerProcess worker) throws InterruptedException;
    }

    /**
     * Sends a request and waits for its answer, as long as reading may take.
     *
     * @throws IOException if the worker cannot be started or answers with what is no answer
     * @throws InterruptedException if the caller is interrupted; the worker is killed then
     * @throws IllegalStateException if this is closed
     */
    <T> T ask(byte[] request, Answers<T> answers) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            if (closed) {
                throw new IllegalStateException("the worker's seat is closed");
            }
            boolean answered = false;
            try {
                WorkerProcess running = running();
                running.send(request);
                byte[] frame = running.await(limits.readSeconds());
                if (frame == null) {
                    return answers.none(running);
                }
                T answer = answers.read(frame);
                answered = true;
                return answer;
            } finally {
                if (!answered) {
                    stop();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private WorkerProcess running() throws IOException {
        WorkerProcess running = worker;
        if (running != null && (!running.isAlive() || running.served() >= REQUESTS_A_WORKER)) {
            stop();
            running = null;
        }
        if (running == null) {
            running = WorkerProcess.start(limits, temporary);
            worker = running;
        }
        return running;
    }

    private void stop() {
        WorkerProcess running = worker;
        worker = null;
        if (running != null) {
            running.kill();
            WorkerFolder.empty(temporary);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            stop();
            WorkerFolder.delete(temporary);
        } finally {
            lock.unlock();
        }
    }
}
