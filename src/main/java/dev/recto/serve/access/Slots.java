package dev.recto.serve.access;

import dev.recto.serve.Problem;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How much of one kind of work runs at once, and how much waits for it; what is past both is refused at once (503). */
public final class Slots {
    private static final int RETRY_SECONDS = 1;

    private final Semaphore running;
    private final int most;
    private final int waiting;
    private final Duration wait;

    /**
     * Makes free slots.
     *
     * @param most how many run at once
     * @param waiting how many wait at most
     * @param wait longest wait of one
     */
    public Slots(int most, int waiting, Duration wait) {
        this.running = new Semaphore(most, true);
        this.most = most;
        this.waiting = waiting;
        this.wait = wait;
    }

    /**
     * Takes a slot, waiting for one where there is room to wait.
     *
     * @throws dev.recto.serve.ProblemException with status 503 and a time to try again, if too many wait already or it took too long
     * @throws InterruptedException if the caller is interrupted
     */
    public Slot take() throws InterruptedException {
        // The queue's length is an estimate: a few more may wait, never without bound, since each check sees those
        // before it.
        if (!running.tryAcquire()
                && (running.getQueueLength() >= waiting
                        || !running.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS))) {
            throw new Problem(
                            503,
                            "overloaded",
                            "More is being asked than this service can do at once. Try again after the seconds in Retry-After.",
                            RETRY_SECONDS)
                    .exception();
        }
        return running::release;
    }

    /** Returns how many slots are taken. */
    public int taken() {
        return most - running.availablePermits();
    }

    /** Returns about how many wait. */
    public int waiting() {
        return running.getQueueLength();
    }

    /** A slot that is held until closed; closed once. */
    @FunctionalInterface
    public interface Slot extends AutoCloseable {
        @Override
        void close();
    }
}
