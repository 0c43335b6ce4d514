package dev.recto.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recto.retrieve.Question;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    FilterOption filter = new FilterOption();

    SearchCommand(RectoCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (limit < 1 || limit > 100) {
            throw CommandException.wrongUse("--limit must be from 1 to 100, and is " + limit + ".");
        }
        Question asked = AskCommand.question(root, question, filter.pairs(), limit);
        try (CommandHome home = root.reach()) {
            home.know(root.collection());
            JsonNode found = home.search(root.collection(), asked);
            if (root.json) {
                root.output().json(found);
            } else {
                print(found.path("evidence"));
            }
        }
        return ExitCode.DONE;
    }

    private void print(JsonNode passages) {
        Output output = root.output();
        if (passages.isEmpty()) {
            output.message("No passage matches.");
        }
        int rank = 1;
        for (JsonNode passage : passages) {
            String scores = explain
                    ? String.format(
                            Locale.ROOT,
                            " (words %.2f, meaning %.3f)",
                            passage.path("lexical").asDouble(),
                            passage.path("dense").asDouble())
                    : "";
            output.result(String.format(
                    Locale.ROOT,
                    "%3d  %.3f%s  %s",
                    rank++,
                    passage.path("score").asDouble(),
                    scores,
                    Places.ofPassage(passage)));
            output.result(output.faint(
                    "     " + AnswerText.preview(passage.path("text").asText(), PREVIEW)));
        }
    }
}
