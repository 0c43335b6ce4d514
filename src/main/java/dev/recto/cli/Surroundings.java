package dev.recto.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;

/**
 * What a command finds around it.
 *
 * @param in standard input
 * @param out where results go
 * @param err where progress and messages go
 * @param environment variables by name
 * @param outIsTerminal whether a person sees {@code out} as it comes
 * @param errIsTerminal whether a person sees {@code err} as it comes
 */
public record Surroundings(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        boolean outIsTerminal,
        boolean errIsTerminal) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }
}
