package dev.recto.ingest;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that writes an index, which nobody interrupts: an interrupt closes the file that is being written, and with it the
 * index writer. Who waits for it notes an interrupt and hears of it afterwards.
 */
final class IndexThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IndexThread.class);
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("index-writer").factory());

    private @Nullable Future<?> begun;

    /** Begins work that goes on while the caller does, once what was begun before is done; what fails in it is thrown by the next call. */
    void begin(Runnable work) {
        finish();
        begun = thread.submit(work);
    }

    private void finish() {
        Future<?> last = begun;
        begun = null;
        if (last != null) {
            result(last);
        }
    }

    /** Runs work to its end and returns what it gives; an interrupt meanwhile stays set. */
    <T> T call(Supplier<T> work) {
        finish();
        return result(thread.submit(work::get));
    }

    private static <T> T result(Future<T> result) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw failure(e);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Runs work to its end. */
    void run(Runnable work) {
        this.<Boolean>call(() -> {
            work.run();
            return true;
        });
    }

    /** Lets what was begun come to its end, and what fails in it then is nobody's concern any more. */
    @Override
    public void close() {
        try {
            finish();
        } catch (RuntimeException e) {
            LOG.debug("Work on an index that was given up failed.", e);
        } finally {
            thread.shutdown();
        }
    }

    private static RuntimeException failure(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
}
