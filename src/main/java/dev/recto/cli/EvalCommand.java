package dev.recto.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recto.catalog.VectorCache;
import dev.recto.evaluate.RetrievalEvaluation;
import dev.recto.evaluate.RetrievalResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code eval}: measures Recto on data with known answers. */
@Command(name = "eval", description = "Measure retrieval on folders in BEIR's format.")
final class EvalCommand implements Callable<Integer> {
    private static final String RETRIEVAL = "retrieval";

    private final RectoCommand root;

    @Parameters(index = "0", arity = "1", paramLabel = "KIND", description = "What to measure: retrieval.")
    String kind = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "PATH", description = "BEIR folders.")
    List<Path> folders = new ArrayList<>();

    @Option(names = "--compare", description = "Measure words alone and vectors alone, too.")
    boolean compare;

    EvalCommand(RectoCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!kind.equals(RETRIEVAL)) {
            throw CommandException.wrongUse("eval can measure retrieval, and got \"" + kind + "\".");
        }
        List<RetrievalResult> results;
        try (OpenHome open = root.open();
                VectorCache vectors = VectorCache.open(open.home().vectorFile())) {
            results = new RetrievalEvaluation(open.embedder(), vectors).measure(folders, compare);
        }
        if (root.json) {
            root.output().json(new ObjectMapper().valueToTree(RetrievalEvaluation.json(results)));
        } else {
            results.forEach(this::print);
        }
        return ExitCode.DONE;
    }

    private void print(RetrievalResult result) {
        root.output()
                .result(result.name() + ": " + result.documents() + " documents, " + result.passages() + " passages, "
                        + result.questions() + " questions");
        print("fused", result.fused());
        print("lexical", result.lexical());
        print("dense", result.dense());
    }

    private void print(String name, RetrievalResult.@Nullable Measured measured) {
        if (measured == null) {
            return;
        }
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-8s", name));
        for (Map.Entry<String, Double> figure : measured.mean().named().entrySet()) {
            line.append(String.format(Locale.ROOT, "  %s %.4f", figure.getKey(), figure.getValue()));
        }
        root.output().result(line.toString());
    }
}
