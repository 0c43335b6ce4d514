package dev.recto;

import dev.recto.cli.Commands;
import dev.recto.cli.StopSignals;
import dev.recto.cli.Surroundings;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The run that the launcher records for the start-up cache (JEP 514): takes the samples in and asks in both languages, so that the
 * cache holds the classes and profiles of what people do most.
 */
public final class StartupTraining {
    private static final List<String> QUESTIONS =
            List.of("How much notice must be given to end the lease?", "普通员工在上海出差每晚住宿限额是多少？");

    private StartupTraining() {}

    /** @param args a folder to use as home, and the folder of samples; ends with status 1 when a step fails */
    public static void main(String[] args) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var surroundings = new Surroundings(
                InputStream.nullInputStream(), nowhere, System.err, Map.of("RECTO_HOME", args[0]), false, false);
        StopSignals.handle(Thread.currentThread());
        boolean trained = run(surroundings, "ingest", args[1]);
        for (String question : QUESTIONS) {
            trained &= run(surroundings, "ask", question);
            trained &= run(surroundings, "ask", "--json", question);
            trained &= run(surroundings, "search", "--explain", question);
        }
        trained &= run(surroundings, "list");
        System.exit(trained ? 0 : 1);
    }

    /** Status 3 (the documents do not say) is a question answered, too. */
    private static boolean run(Surroundings surroundings, String... arguments) {
        int status = Commands.run(List.of(arguments), surroundings, Application::open);
        return status == 0 || status == 3;
    }
}
