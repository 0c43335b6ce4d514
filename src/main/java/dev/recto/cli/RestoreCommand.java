package dev.recto.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recto.ingest.Restoration;
import dev.recto.serve.json.BackupJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code restore}: makes a home from a backup. */
@Command(name = "restore", description = "Restore a backup into a home without documents, and check every byte of it.")
final class RestoreCommand implements Callable<Integer> {
    private final RectoCommand root;

    @Parameters(paramLabel = "DIR", description = "The folder that backups were taken into.")
    Path folder = Path.of("");

    @Option(names = "--at", paramLabel = "ID", description = "Which backup; the newest where none is named.")
    @Nullable
    String at;

    RestoreCommand(RectoCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws IOException {
        if (root.server != null) {
            throw CommandException.wrongUse("A backup is restored on its own machine. Leave --server out.");
        }
        JsonNode report = BackupJson.report(new Restoration(root.home()).restore(folder, at));
        if (root.json) {
            root.output().json(report);
        } else {
            root.output().result(BackupCommand.sentence("Restored", report));
            root.output().message("The index is built again by the first question, from what is kept.");
        }
        return ExitCode.DONE;
    }
}
