package dev.recto.serve;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/**
 * Threads of the operating system for work that computes, as many as there is work at once.
 *
 * <p>Requests come in on virtual threads, which share as many system threads as there are cores and leave them only where they wait.
 * A question computes all the time, much of it in native code: answered there, as many questions as there are cores would keep every
 * other request from being read, and the system, which gives its cores out by thread, would give the service no more than that many threads' share.
 *
 * <p>A thread is kept for a minute after its work, since analyzers and index readers keep by thread what is dear to make: a new thread
 * for each question took 4 % more processor time (EVALUATION.md, The service).
 */
final class AskThreads implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("ask-", 0).daemon().factory());

    /**
     * Does the work and returns what it returns; throws what it throws.
     *
     * @throws InterruptedException if the caller is interrupted; by then the work was interrupted, too, and has ended
     */
    <T> T run(Callable<T> work) throws InterruptedException {
        var task = new FutureTask<>(work);
        var ended = new CountDownLatch(1);
        threads.execute(() -> {
            task.run();
            ended.countDown();
        });
        try {
            return task.get();
        } catch (InterruptedException stop) {
            task.cancel(true);
            ended.await();
            throw stop;
        } catch (ExecutionException failed) {
            throw cause(failed);
        }
    }

    private static RuntimeException cause(ExecutionException failed) throws InterruptedException {
        Throwable cause = failed.getCause();
        if (cause instanceof InterruptedException stop) {
            throw stop;
        }
        if (cause instanceof Error fatal) {
            throw fatal;
        }
        return cause instanceof RuntimeException failure ? failure : new IllegalStateException(failed);
    }

    /** Takes no more work, interrupts what is in progress and waits for its end: it stands on what is closed next. */
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }
}
