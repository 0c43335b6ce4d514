package dev.recto.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.VectorCache;
import dev.recto.evaluate.AnswerEvaluation;
import dev.recto.evaluate.CollectionEvaluation;
import dev.recto.evaluate.EvaluationSet;
import dev.recto.evaluate.PageReader;
import dev.recto.evaluate.RetrievalEvaluation;
import dev.recto.evaluate.SetReport;
import dev.recto.index.PassageIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eval}: measures Recto on data with known answers. */
@Command(name = "eval", description = "Measure retrieval, answers, refusals and pages on questions with known answers.")
final class EvalCommand implements Callable<Integer> {
    private final RectoCommand root;

    @Parameters(index = "0", arity = "1", paramLabel = "KIND", description = "retrieval, answers, abstention or pages.")
    String kind = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "PATH", description = "Files or folders with questions.")
    List<Path> paths = new ArrayList<>();

    @Option(names = "--compare", description = "Measure words alone and vectors alone, too.")
    boolean compare;

    @Option(names = "--untitled", description = "Leave the titles of SQuAD's articles out.")
    boolean untitled;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Write a line of JSON for each question into DIR, a file for each set.")
    @Nullable
    Path out;

    EvalCommand(RectoCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<SetReport> reports;
        try (OpenHome open = root.open();
                VectorCache vectors = VectorCache.open(open.home().vectorFile())) {
            reports = switch (kind) {
                case "retrieval" ->
                    new RetrievalEvaluation(open.assembly(), open.embedder(), vectors).measure(paths, compare);
                case "answers" -> measure(open, vectors, AnswerEvaluation.answers(paths, !untitled));
                case "abstention" -> measure(open, vectors, AnswerEvaluation.abstention(paths, !untitled));
                case "pages" -> pages(open);
                default ->
                    throw CommandException.wrongUse(
                            "eval measures retrieval, answers, abstention or pages, and got \"" + kind + "\".");
            };
        }
        if (out != null) {
            write(out, reports);
        }
        if (root.json) {
            Map<String, Object> json = Map.of("sets", reports.stream().map(SetReport::json).toList());
            root.output().json(new ObjectMapper().valueToTree(json));
        } else {
            reports.forEach(report -> report.text().forEach(root.output()::result));
        }
        return ExitCode.DONE;
    }

    private List<SetReport> measure(OpenHome open, VectorCache vectors, List<EvaluationSet> sets)
            throws InterruptedException {
        var evaluation = new AnswerEvaluation(open.assembly(), open.embedder(), vectors);
        List<SetReport> reports = new ArrayList<>();
        for (EvaluationSet set : sets) {
            reports.add(evaluation.measure(set, compare));
        }
        return reports;
    }

    private List<SetReport> pages(OpenHome open) throws InterruptedException {
        CollectionRow collection = root.knownCollection(open);
        List<SetReport> reports = new ArrayList<>();
        try (PassageIndex.Snapshot snapshot = open.index(collection).snapshot()) {
            var evaluation = new CollectionEvaluation(
                    open.assembly(),
                    snapshot,
                    open.parts(),
                    Map.entry(open.catalog().documents(), collection.id()));
            for (Path path : paths) {
                reports.add(evaluation.measure(path.getFileName().toString(), new PageReader().read(path), compare));
            }
        }
        return reports;
    }

    private static void write(Path folder, List<SetReport> reports) {
        ObjectMapper json = new ObjectMapper();
        try {
            Files.createDirectories(folder);
            for (SetReport report : reports) {
                List<String> lines = new ArrayList<>();
                for (Map<String, Object> line : report.lines()) {
                    lines.add(json.writeValueAsString(line));
                }
                String name = report.name().replaceAll("[^\\p{L}\\p{N}._-]+", "-");
                Files.write(folder.resolve(name + ".jsonl"), lines, StandardCharsets.UTF_8);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write into " + folder + ": " + e.getMessage(), e);
        }
    }
}
