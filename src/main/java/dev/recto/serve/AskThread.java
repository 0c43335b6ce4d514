package dev.recto.serve;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Work that computes, on a thread of the operating system of its own.
 *
 * <p>Requests come in on virtual threads, which share as many system threads as there are cores and leave them only where they wait.
 * A question computes all the time, much of it in native code: answered there, as many questions as there are cores would keep every
 * other request from being read, and the system, which gives its cores out by thread, would give the service no more than that many threads' share.
 */
final class AskThread {
    private AskThread() {}

    /**
     * Does the work and returns what it returns; throws what it throws.
     *
     * @throws InterruptedException if the caller is interrupted; by then the work was interrupted, too, and has ended
     */
    static <T> T run(Callable<T> work) throws InterruptedException {
        var task = new FutureTask<>(work);
        Thread thread = Thread.ofPlatform().name("ask").daemon().start(task);
        try {
            return task.get();
        } catch (InterruptedException stop) {
            thread.interrupt();
            thread.join();
            throw stop;
        } catch (ExecutionException failed) {
            throw cause(failed);
        }
    }

    private static RuntimeException cause(ExecutionException failed) throws InterruptedException {
        return switch (failed.getCause()) {
            case InterruptedException stop -> throw stop;
            case Error fatal -> throw fatal;
            case RuntimeException failure -> failure;
            case null, default -> new IllegalStateException(failed);
        };
    }
}
