package dev.recto.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code watched}: the folders that a collection follows, and the answer to one that lost so much at once that it asks. */
@Command(
        name = "watched",
        description = "Show the folders that a collection follows by itself (ingest.watch), and answer one that asks.")
final class WatchedCommand implements Callable<Integer> {
    private final RectoCommand root;

    @Option(
            names = "--delete-missing",
            paramLabel = "FOLDER",
            description = "The documents that FOLDER asks about are to be deleted: their files are gone for good.")
    @Nullable
    Path folder;

    WatchedCommand(RectoCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        try (CommandHome home = root.reach()) {
            home.know(root.collection());
            if (folder != null) {
                return agreed(home.deleteMissing(
                        root.collection(), folder.toAbsolutePath().normalize()));
            }
            return tell(home.watched(root.collection()));
        }
    }

    private int agreed(JsonNode agreed) {
        if (root.json) {
            root.output().json(agreed);
        } else {
            root.output()
                    .result(agreed.path("documents").asInt() + " documents of "
                            + agreed.path("folder").asText() + " are deleted, unless their files are back by now.");
        }
        return ExitCode.DONE;
    }

    private int tell(JsonNode watched) {
        if (root.json) {
            root.output().json(watched);
            return ExitCode.DONE;
        }
        if (watched.path("folders").isEmpty()) {
            root.output().message("The collection follows no folder; ingest.watch names those that are followed.");
        }
        for (JsonNode folder : watched.path("folders")) {
            String looked = folder.path("looked_at").asText(null);
            root.output()
                    .result(folder.path("folder").asText() + ": "
                            + (looked == null
                                    ? "not looked into yet"
                                    : folder.path("files").asInt() + " files, "
                                            + folder.path("settling").asInt() + " not at rest, "
                                            + folder.path("missing").asInt() + " missing, "
                                            + folder.path("refused").asInt() + " refused, at " + looked));
            if (folder.path("asks").isTextual()) {
                root.output().result("  " + folder.path("asks").asText());
            }
        }
        return ExitCode.DONE;
    }
}
