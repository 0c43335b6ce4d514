package dev.recto.serve;

import dev.recto.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code recto serve} as a process of its own, until closed. */
public final class ServiceProcess implements AutoCloseable {
    /** Recto's own line, which comes once commands find the service; the HTTP server logs an address sooner. */
    private static final Pattern SAYS = Pattern.compile("^Recto serves .* on (http://\\S+)$");

    /** Far more than the 8 s that a service gives its requests, and what a busy machine adds. Chosen. */
    private static final long LONGEST_STOP_SECONDS = 120;

    private final Process process;
    private final String address;
    private final Thread drain;

    private ServiceProcess(Process process, String address, Thread drain) {
        this.process = process;
        this.address = address;
        this.drain = drain;
    }

    /** Starts a service of a home on a free port and waits until it says where it listens. */
    public static ServiceProcess start(Path home, String... flags) throws IOException {
        return start(home, Map.of(), flags);
    }

    /**
     * Starts a service of a home on a free port and waits until it says where it listens.
     *
     * @param environment variables set for it
     * @param flags of the JVM
     */
    public static ServiceProcess start(Path home, Map<String, String> environment, String... flags) throws IOException {
        var builder =
                new ProcessBuilder(java(List.of(flags), List.of("--home", home.toString(), "serve", "--port", "0")));
        builder.environment().putAll(environment);
        Process process =
                builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        var lines = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
        var said = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.append(line).append('\n');
            Matcher says = SAYS.matcher(line);
            if (says.find()) {
                Thread drain = Thread.ofVirtual().start(() -> drain(lines));
                return new ServiceProcess(process, says.group(1), drain);
            }
        }
        throw new IOException("The service did not start:\n" + said);
    }

    /** Takes what it says until it ends, so that it never waits for a reader. */
    private static void drain(BufferedReader lines) {
        try {
            while (lines.readLine() != null) {}
        } catch (IOException ended) {
            // The stream is closed with the process.
        }
    }

    /** Returns the command line of Recto in a JVM like this one. */
    public static List<String> java(List<String> flags, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector"));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        return command;
    }

    /** Returns where it listens, such as {@code http://127.0.0.1:41234}. */
    public String address() {
        return address;
    }

    /** Returns the process's id. */
    public long pid() {
        return process.pid();
    }

    /** Asks it to stop and returns its exit status; one that hangs is ended. */
    public int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        drain.join();
        return process.waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        stop();
    }
}
