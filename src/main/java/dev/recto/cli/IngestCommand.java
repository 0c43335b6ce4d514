package dev.recto.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recto.ingest.IngestRequest;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ingest}: takes files and folders in. */
@Command(name = "ingest", description = "Take in files and folders; what is unchanged costs almost nothing.")
final class IngestCommand implements Callable<Integer> {
    private static final String LIST = "-";
    /** Outcomes after which questions find a document. */
    static final List<String> FOUND = List.of("INDEXED", "UNCHANGED", "PARTIAL");

    private final RectoCommand root;

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Files and folders; - reads a list of paths from standard input, one a line.")
    List<String> paths = new ArrayList<>();

    @Option(
            names = "--meta",
            paramLabel = "KEY=VALUE",
            description = "Metadata for all of them, for --filter; repeatable.")
    List<String> metadata = new ArrayList<>();

    @Option(names = "--sync", description = "Delete documents whose file vanished from a given folder.")
    boolean sync;

    IngestCommand(RectoCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        Output output = root.output();
        var request = new IngestRequest(paths(), RectoCommand.pairs("--meta", metadata), sync);
        JsonNode summary;
        try (CommandHome home = root.reach();
                var progress = new IngestProgressBar(output, root.surroundings())) {
            home.make(root.collection());
            summary = home.ingest(root.collection(), request, progress);
        }
        if (root.json) {
            output.json(summary);
        } else {
            summary.path("not_taken_in")
                    .forEach(line -> output.error(line.path("outcome").asText() + "  "
                            + line.path("document").asText() + ": "
                            + line.path("sentence").asText()));
            output.result(sentence(summary));
        }
        return exitCode(summary);
    }

    /** Everything failed: failed. Some did: some failed. */
    private static int exitCode(JsonNode summary) {
        if (complete(summary)) {
            return ExitCode.DONE;
        }
        return nothingCameIn(summary) ? ExitCode.FAILED : ExitCode.SOME_FAILED;
    }

    /** Returns whether there were inputs and questions find none of them. */
    static boolean nothingCameIn(JsonNode summary) {
        int found = 0;
        for (String outcome : FOUND) {
            found += summary.path("outcomes").path(outcome).asInt();
        }
        return found == 0 && !complete(summary);
    }

    private static boolean complete(JsonNode summary) {
        return summary.path("not_taken_in").isEmpty() && summary.path("missing").isEmpty();
    }

    private static String sentence(JsonNode summary) {
        String outcomes = summary.path("outcomes").properties().stream()
                .map(entry -> entry.getValue().asInt() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        int documents = summary.path("documents").asInt();
        StringBuilder sentence = new StringBuilder();
        sentence.append(documents).append(documents == 1 ? " document" : " documents");
        if (!outcomes.isEmpty()) {
            sentence.append(" (").append(outcomes).append(")");
        }
        if (summary.path("deleted").asInt() > 0) {
            sentence.append(", ").append(summary.path("deleted").asInt()).append(" deleted");
        }
        sentence.append(String.format(
                Locale.ROOT,
                ": %d parts, %d passages, %.1f s",
                summary.path("parts").asInt(),
                summary.path("passages").asInt(),
                summary.path("timings_ms").path("total").asLong() / 1e3));
        return sentence.toString();
    }

    private List<Path> paths() {
        List<Path> all = new ArrayList<>();
        for (String path : paths) {
            if (path.equals(LIST)) {
                all.addAll(listed());
            } else {
                all.add(Path.of(path));
            }
        }
        return all;
    }

    private List<Path> listed() {
        var lines = new BufferedReader(new InputStreamReader(root.surroundings().in(), StandardCharsets.UTF_8));
        return lines.lines().filter(line -> !line.isBlank()).map(Path::of).toList();
    }
}
