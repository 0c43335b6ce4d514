package dev.recto.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reindex}: a new generation of a collection's index, checked and switched to. */
@Command(
        name = "reindex",
        description =
                "Build the index anew where models or versions changed, check it and switch to it; questions are answered all along.")
final class ReindexCommand implements Callable<Integer> {
    private final RectoCommand root;

    @Option(names = "--force", description = "Although nothing changed.")
    boolean force;

    @Option(names = "--rollback", description = "Go back to the generation before, brought up to date first.")
    boolean rollback;

    @Option(names = "--status", description = "Only say which generations there are.")
    boolean status;

    ReindexCommand(RectoCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        if ((force ? 1 : 0) + (rollback ? 1 : 0) + (status ? 1 : 0) > 1) {
            throw CommandException.wrongUse("--force, --rollback and --status do not go together.");
        }
        try (CommandHome home = root.reach()) {
            home.know(root.collection());
            return status ? tell(home.generations(root.collection())) : run(home);
        }
    }

    private int run(CommandHome home) throws InterruptedException {
        JsonNode job = home.reindex(root.collection(), force, rollback);
        JsonNode reindex = job.path("reindex");
        if (root.json) {
            root.output().json(job);
        } else {
            root.output().result(reindex.path("sentence").asText());
        }
        String outcome = reindex.path("outcome").asText();
        return outcome.equals("SWITCHED") || outcome.equals("CURRENT") ? ExitCode.DONE : ExitCode.FAILED;
    }

    private int tell(JsonNode status) {
        if (root.json) {
            root.output().json(status);
            return ExitCode.DONE;
        }
        for (JsonNode generation : status.path("generations")) {
            boolean live = generation.path("live").asBoolean();
            boolean ready = generation.path("ready").asBoolean();
            root.output()
                    .result("generation " + generation.path("number").asInt() + " of "
                            + generation.path("created").asText() + ": "
                            + (live ? "answers" : ready ? "kept for --rollback" : "being built") + ", made with "
                            + String.join(
                                    ", ",
                                    generation
                                            .path("models")
                                            .propertyStream()
                                            .map(Map.Entry::getKey)
                                            .toList()));
        }
        root.output()
                .message(
                        status.path("up_to_date").asBoolean()
                                ? "It is up to date."
                                : "It was made with other models or versions than today's: run recto reindex.");
        return ExitCode.DONE;
    }
}
