package dev.recto.read.worker;

import dev.recto.config.LimitsConfig;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One running worker JVM. Used by one thread at a time. */
final class WorkerProcess {
    /** The JVM's exit status after {@code -XX:+ExitOnOutOfMemoryError}. */
    static final int OUT_OF_MEMORY = 3;

    /** What a JVM needs of its environment; everything else, secrets above all, stays here. */
    private static final Set<String> ENVIRONMENT =
            Set.of("PATH", "HOME", "LANG", "LANGUAGE", "TZ", "SYSTEMROOT", "WINDIR", "LD_LIBRARY_PATH");
    /** How much of the worker's own words is kept, in bytes, newest last. */
    private static final int LOG_BYTES = 16 << 10;
    /** How long a worker may take to end once it has closed or garbled its output, in seconds. */
    private static final int EXIT_SECONDS = 5;

    private final Process process;
    private final DataOutputStream requests;
    private final LinkedBlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final StringBuilder log = new StringBuilder();
    private volatile boolean ended;
    private int served;

    /** One answer, or the worker's end. */
    @SuppressWarnings("ArrayRecordComponent") // a frame is handed over once and never compared
    private record Answer(byte @Nullable [] frame) {}

    /** Speaks with a process that answers as {@link ReadingWorker} does. */
    WorkerProcess(Process process) {
        this.process = process;
        this.requests = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        // Not virtual: a read from a process's pipe keeps its carrier, and two workers would hold all those of a small
        // machine.
        Thread.ofPlatform().daemon().name("reading-answers").start(this::receive);
        Thread.ofPlatform().daemon().name("reading-log").start(this::drainLog);
    }

    /**
     * Starts a worker.
     *
     * @param temporary a folder for its temporary files
     */
    static WorkerProcess start(LimitsConfig limits, Path temporary) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + limits.readMemoryMb() + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                // no library of ours reads serialised objects, and no file may make one do so (Lucene CVE-2024-45772)
                "-Djdk.serialFilter=!*",
                "-XX:ErrorFile=" + temporary.resolve("crash.log"),
                "-XX:-CreateCoredumpOnCrash",
                // standard output holds answers alone: what the JVM itself has to say goes to standard error
                "-XX:+DisplayVMOutputToStderr",
                "-Xlog:disable",
                "-Xlog:all=warning:stderr",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + temporary,
                "-Dpdfbox.fontcache=" + temporary,
                "-Dfile.encoding=UTF-8",
                "-cp",
                System.getProperty("java.class.path"),
                ReadingWorker.class.getName()));
        command.addAll(List.of(ReadingWorker.arguments(limits)));
        var builder = new ProcessBuilder(command).redirectError(Redirect.PIPE);
        builder.environment().keySet().removeIf(name -> !ENVIRONMENT.contains(name) && !name.startsWith("LC_"));
        return new WorkerProcess(builder.start());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns whether it has closed its output, which it does when it ends, by itself or not. */
    boolean ended() {
        return ended;
    }

    /** Returns how many requests it has been sent. */
    int served() {
        return served;
    }

    long pid() {
        return process.pid();
    }

    void send(byte[] frame) throws IOException {
        served++;
        WorkerProtocol.send(requests, frame);
    }

    /**
     * Waits for the answer.
     *
     * @return the frame, or null where there is none: the worker has ended, or still runs after that time
     */
    byte @Nullable [] await(int seconds) throws InterruptedException {
        Answer answer = answers.poll(seconds, TimeUnit.SECONDS);
        return answer == null ? null : answer.frame();
    }

    /** Returns its exit status; one that does not end by itself within {@value #EXIT_SECONDS} s is ended. */
    int exitStatus() throws InterruptedException {
        if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    /** Ends it at once and waits until it is gone, so that its files can be deleted. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Returns the last lines it wrote to standard error. */
    String log() {
        synchronized (log) {
            return log.toString();
        }
    }

    private void receive() {
        try (var in = new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
            while (true) {
                answers.add(new Answer(WorkerProtocol.receive(in)));
            }
        } catch (IOException gone) {
            ended = true;
            answers.add(new Answer(null));
        }
    }

    private void drainLog() {
        byte[] buffer = new byte[4096];
        try (InputStream in = process.getErrorStream()) {
            for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
                synchronized (log) {
                    log.append(new String(buffer, 0, got, StandardCharsets.UTF_8));
                    log.delete(0, Math.max(0, log.length() - LOG_BYTES));
                }
            }
        } catch (IOException gone) {
            synchronized (log) {
                log.append("\n(the worker's log ended: ")
                        .append(gone.getMessage())
                        .append(')');
            }
        }
    }
}
