package dev.recto.ingest;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that does rounds of work until it is stopped: the next round follows at once while there is something to do, and else when somebody
 * rings or after a while.
 */
final class WorkThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkThread.class);

    private final Round round;
    private final WorkSignal signal;
    private final long lookMillis;
    private final Consumer<Throwable> ended;
    private final Thread thread;
    private volatile boolean closed;

    /** One look for work. */
    @FunctionalInterface
    interface Round {
        /** Does what there is to do now, and returns whether any was. */
        boolean run() throws InterruptedException;
    }

    /**
     * Prepares a thread; {@link #start} starts it.
     *
     * @param lookMillis how long to wait at most, although nothing rang, in ms
     * @param ended told of what a round threw; the work has ended then
     */
    WorkThread(String name, Round round, WorkSignal signal, long lookMillis, Consumer<Throwable> ended) {
        this.round = round;
        this.signal = signal;
        this.lookMillis = lookMillis;
        this.ended = ended;
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::work);
    }

    void start() {
        thread.start();
    }

    /** Ends the work soon. */
    void stop() {
        closed = true;
        thread.interrupt();
    }

    /** Ends the work and waits for that. */
    @Override
    public void close() {
        stop();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            while (!closed) {
                long seen = signal.count();
                if (!round.run()) {
                    signal.await(seen, lookMillis);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("The work of {} was stopped.", thread.getName());
        } catch (RuntimeException | Error e) {
            ended.accept(e);
        }
    }
}
