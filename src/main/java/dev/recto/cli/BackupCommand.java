package dev.recto.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backup}: copies everything that must never be lost, while the home is served. */
@Command(name = "backup", description = "Take a backup into a folder; only what is new since the last one is copied.")
final class BackupCommand implements Callable<Integer> {
    private final RectoCommand root;

    @Parameters(paramLabel = "DIR", description = "A folder for backups, outside the home.")
    Path folder = Path.of("");

    @Option(names = "--keep", paramLabel = "N", description = "Keep the newest N backups and remove older ones.")
    int keep;

    BackupCommand(RectoCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        if (keep < 0) {
            throw CommandException.wrongUse("--keep needs a number of backups, at least 1.");
        }
        JsonNode report;
        try (CommandHome home = root.reach()) {
            report = home.backup(folder.toAbsolutePath().normalize(), keep);
        }
        Output output = root.output();
        if (root.json) {
            output.json(report);
        } else {
            report.path("damaged")
                    .forEach(hash -> output.error(
                            "Not in it, since it is missing or damaged (see doctor): the original " + hash.asText()));
            output.result(sentence("Backup", report) + removed(report));
        }
        return report.path("damaged").isEmpty() ? ExitCode.DONE : ExitCode.SOME_FAILED;
    }

    private static String removed(JsonNode report) {
        int removed = report.path("removed").size();
        return removed == 0 ? "" : " Removed " + removed + (removed == 1 ? " older one." : " older ones.");
    }

    static String sentence(String what, JsonNode report) {
        return String.format(
                Locale.ROOT,
                "%s %s: %d originals; copied %d files, %.1f MiB, in %.1f s.",
                what,
                report.path("id").asText(),
                report.path("originals").asInt(),
                report.path("copied").asInt(),
                report.path("bytes").asLong() / (double) (1 << 20),
                report.path("millis").asLong() / 1e3);
    }
}
