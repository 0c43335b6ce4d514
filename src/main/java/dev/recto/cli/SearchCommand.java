package dev.recto.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.CollectionRow;
import dev.recto.document.Caller;
import dev.recto.retrieve.Evidence;
import dev.recto.retrieve.Question;
import dev.recto.retrieve.ScoredPassage;
import dev.recto.serve.json.AnswerJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code search}: the passages that would be evidence. */
@Command(name = "search", description = "List the passages nearest to a question, best first.")
final class SearchCommand implements Callable<Integer> {
    private static final int PREVIEW = 160;

    private final RectoCommand root;

    @Parameters(arity = "1", paramLabel = "QUESTION", description = "What to look for.")
    @Nullable
    String question;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many, 1 to 100 (10 unless told).")
    int limit = Question.DEFAULT_LIMIT;

    @Option(names = "--explain", description = "Show the score by words and the score by meaning.")
    boolean explain;

    @Option(
            names = "--filter",
            paramLabel = "KEY=VALUE",
            description = "Only documents with this metadata (name, folder, type, date, or your own); repeatable.")
    List<String> filters = new ArrayList<>();

    SearchCommand(RectoCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (limit < 1 || limit > 100) {
            throw CommandException.wrongUse("--limit must be from 1 to 100, and is " + limit + ".");
        }
        Question asked = AskCommand.question(root, question, filters, limit);
        try (OpenHome open = root.open()) {
            CollectionRow collection = root.knownCollection(open);
            Evidence evidence = open.search(collection, Caller.owner(), asked);
            if (root.json) {
                ObjectNode node = JsonNodeFactory.instance.objectNode();
                node.put("question", asked.text());
                node.set("evidence", AnswerJson.evidence(evidence.passages()));
                node.put("generation", AskCommand.generation(open, collection));
                root.output().json(node);
            } else {
                print(evidence.passages());
            }
        }
        return ExitCode.DONE;
    }

    private void print(List<ScoredPassage> passages) {
        Output output = root.output();
        if (passages.isEmpty()) {
            output.message("No passage matches.");
        }
        int rank = 1;
        for (ScoredPassage passage : passages) {
            String scores = explain
                    ? String.format(Locale.ROOT, " (words %.2f, meaning %.3f)", passage.lexical(), passage.dense())
                    : "";
            output.result(String.format(
                    Locale.ROOT, "%3d  %.3f%s  %s", rank++, passage.score(), scores, Places.of(passage.found())));
            output.result(output.faint(
                    "     " + AnswerText.preview(passage.found().passage().text(), PREVIEW)));
        }
    }
}
