package dev.recto.faults;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A {@link KilledHome} in a JVM of its own. */
final class HomeProcess implements AutoCloseable {
    private static final long LONGEST_SECONDS = 60;
    /** Far more than any life here takes. Chosen. */
    private static final long LONGEST_LIFE_SECONDS = 600;

    private final Process process;
    private final BufferedReader lines;
    private final BufferedWriter commands;
    private final long begun = System.nanoTime();
    private @Nullable String at;
    private volatile boolean hung;

    /** The process has ended, or stands still at its point. */
    static final class GoneException extends Exception {
        private static final long serialVersionUID = 1;

        GoneException(String message) {
            super(message);
        }
    }

    /**
     * What a process is started with.
     *
     * @param folder where the process' own things lie: its home, what it says, its archive of classes
     * @param classPath jars
     * @param point where it stands still, or null
     * @param nth the how manieth time it reaches the point, from 1
     */
    record Start(Path folder, String classPath, @Nullable FaultPoint point, int nth) {
        Path home() {
            return folder.resolve("home");
        }
    }

    private HomeProcess(Process process) {
        this.process = process;
        this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.commands = process.outputWriter(StandardCharsets.UTF_8);
        Thread.ofVirtual().start(this::watch);
    }

    /** Starts a process with stand-ins for models; it is ready once {@link #awaitReady} returns. */
    static HomeProcess start(Start start) throws IOException {
        return start(start, null);
    }

    /**
     * Starts a process; it is ready once {@link #awaitReady} returns.
     *
     * @param english folder of its encoder for English, {@code -} for the built-in one; null for stand-ins
     */
    static HomeProcess start(Start start, @Nullable String english) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector", "-Xmx256m"));
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + start.folder().resolve("classes.jsa")));
        command.addAll(List.of("-cp", start.classPath(), KilledHome.class.getName()));
        FaultPoint point = start.point();
        command.addAll(List.of(start.home().toString(), point == null ? "-" : point.name()));
        command.add(Integer.toString(start.nth()));
        command.addAll(english == null ? List.of() : List.of(english));
        var builder = new ProcessBuilder(command);
        builder.redirectError(
                ProcessBuilder.Redirect.appendTo(start.folder().resolve("said").toFile()));
        return new HomeProcess(builder.start());
    }

    /** Waits until it answers questions and returns how long that took since its start, in ms. */
    long awaitReady() throws IOException, GoneException {
        String line = line();
        while (!line.equals("ready")) {
            line = line();
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    /**
     * Has it do something and returns what it says.
     *
     * @throws IllegalStateException if it fails at that
     */
    List<String> tell(String... words) throws IOException, GoneException {
        try {
            commands.write(String.join("\t", words));
            commands.newLine();
            commands.flush();
        } catch (IOException e) {
            throw new GoneException(String.valueOf(e.getMessage()));
        }
        List<String> said = List.of(line().split("\t", -1));
        if (!said.getFirst().equals("ok")) {
            throw new IllegalStateException(words[0] + ": " + said);
        }
        return said.stream().skip(1).filter(word -> !word.isEmpty()).toList();
    }

    /** Returns how much processor time it has taken, in ms. */
    long cpuMillis() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
    }

    /** Returns the point at which it stands still, or null. */
    @Nullable
    String at() {
        return at;
    }

    /** Kills it as {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** Lets it end by itself. */
    @Override
    public void close() throws IOException {
        try {
            commands.close();
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                kill();
                throw new IllegalStateException("The process did not end.");
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** Kills it {@code millis} from now, unless it has ended by then. */
    void killAfter(long millis) {
        Thread.ofVirtual().start(() -> endAfter(millis));
    }

    /** Returns whether it neither ended nor answered for so long that it was killed. */
    boolean hung() {
        return hung;
    }

    private void watch() {
        hung = endAfter(TimeUnit.SECONDS.toMillis(LONGEST_LIFE_SECONDS));
    }

    private boolean endAfter(long millis) {
        try {
            if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return true;
    }

    private String line() throws IOException, GoneException {
        String line;
        try {
            line = lines.readLine();
        } catch (IOException e) {
            throw new GoneException(String.valueOf(e.getMessage()));
        }
        if (line == null) {
            throw new GoneException("ended");
        }
        if (line.startsWith("at\t")) {
            at = line.substring(3);
            throw new GoneException(line);
        }
        return line;
    }
}
