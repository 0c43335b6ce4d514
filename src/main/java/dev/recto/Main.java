package dev.recto;

import dev.recto.cli.Commands;
import dev.recto.cli.Surroundings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Starts Recto from the command line. */
public final class Main {
    /** Longest wait for work to come to a consistent end after Ctrl-C. */
    private static final long STOP_SECONDS = 60;

    private Main() {}

    public static void main(String[] args) {
        var surroundings = new Surroundings(
                System.in,
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                System.getenv(),
                Boolean.getBoolean("recto.out.terminal"),
                Boolean.getBoolean("recto.err.terminal"));
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(stopper(Thread.currentThread(), ended));
        int code = Commands.run(List.of(args), surroundings, Application::open);
        surroundings.out().flush();
        ended.countDown();
        System.exit(code);
    }

    /** Ctrl-C: asks the working thread to stop and lets it close what it holds; the JVM then ends with 130. */
    private static Thread stopper(Thread working, CountDownLatch ended) {
        return new Thread(() -> {
            if (ended.getCount() == 0) {
                return;
            }
            working.interrupt();
            try {
                ended.await(STOP_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
