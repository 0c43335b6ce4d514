package dev.recto;

import dev.recto.cli.Commands;
import dev.recto.cli.StopSignals;
import dev.recto.cli.Surroundings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Starts Recto from the command line. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        var surroundings = new Surroundings(
                System.in,
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                System.getenv(),
                Boolean.getBoolean("recto.out.terminal"),
                Boolean.getBoolean("recto.err.terminal"));
        StopSignals signals = StopSignals.handle(Thread.currentThread());
        int status = Commands.run(List.of(args), surroundings, Application::open);
        surroundings.out().flush();
        System.exit(signals.status(status));
    }
}
