package dev.recto.ingest;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;

/**
 * The thread that writes an index, which nobody interrupts: an interrupt closes the file that is being written, and with it the
 * index writer. Who waits for it notes an interrupt and hears of it afterwards.
 */
final class IndexThread implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("index-writer").factory());

    /** Runs work to its end and returns what it gives; an interrupt meanwhile stays set. */
    <T> T call(Supplier<T> work) {
        Future<T> result = thread.submit(work::get);
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

    @Override
    public void close() {
        thread.shutdown();
    }

    private static RuntimeException failure(ExecutionException e) {
        return switch (e.getCause()) {
            case RuntimeException cause -> cause;
            case Error cause -> throw cause;
            case null, default -> new IllegalStateException(e);
        };
    }
}
