package dev.recto.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code summarise}: what documents say, in a few sentences with citations. */
@Command(
        name = "summarise",
        description = "Summarise a document, or several together, in a few sentences with citations.")
final class SummariseCommand implements Callable<Integer> {
    private final RectoCommand root;

    @Parameters(arity = "1..*", paramLabel = "DOC", description = "A document's id, key or name.")
    List<String> documents = List.of();

    @Mixin
    AnswererOptions answerer = new AnswererOptions();

    SummariseCommand(RectoCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        try (CommandHome home = root.reach()) {
            home.know(root.collection());
            List<String> ids = home.documents(root.collection(), documents);
            JsonNode summary = home.summarise(root.collection(), ids, answerer.settings());
            if (root.json) {
                root.output().json(summary);
            } else {
                var text = new AnswerText(root.output());
                summary.path("sentences").forEach(text::sentence);
                text.finish(summary);
            }
            return summary.path("outcome").asText().equals("grounded") ? ExitCode.DONE : ExitCode.NOT_FOUND;
        }
    }
}
