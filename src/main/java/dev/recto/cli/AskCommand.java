package dev.recto.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.recto.answer.AnswerRequest;
import dev.recto.catalog.Home;
import dev.recto.ingest.IngestRequest;
import dev.recto.retrieve.Question;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ask}: one question, one answer. */
@Command(name = "ask", description = "Answer a question from the documents, with citations.")
final class AskCommand implements Callable<Integer> {
    private final RectoCommand root;

    @Parameters(arity = "0..1", paramLabel = "QUESTION", description = "What to ask.")
    @Nullable
    String question;

    @Option(
            names = "--files",
            arity = "1..*",
            paramLabel = "PATH",
            description = "Ask these files and folders, and keep nothing of them.")
    List<String> files = new ArrayList<>();

    @Mixin
    AnswererOptions answerer = new AnswererOptions();

    @Mixin
    FilterOption filter = new FilterOption();

    AskCommand(RectoCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        takeQuestionFromFiles();
        var asked = new AnswerRequest(
                question(root, question, filter.pairs(), Question.DEFAULT_LIMIT), answerer.settings());
        if (files.isEmpty()) {
            try (CommandHome home = root.reach()) {
                home.know(root.collection());
                return ask(home, root.collection(), asked);
            }
        }
        try (TemporaryHome temporary = TemporaryHome.make();
                CommandHome home = new LocalHome(root.open(temporary.home()))) {
            home.make(root.collection());
            ingest(home, root.collection());
            return ask(home, root.collection(), asked);
        }
    }

    /** After {@code --files} every word is a path to the parser; without a question of its own the last one is the question. */
    private void takeQuestionFromFiles() {
        if (question == null && files.size() > 1) {
            question = files.removeLast();
        }
    }

    private void ingest(CommandHome home, String collection) throws InterruptedException {
        Output output = root.output();
        var request = new IngestRequest(files.stream().map(Path::of).toList(), Map.of(), false);
        try (var progress = new IngestProgressBar(output, root.surroundings())) {
            JsonNode summary = home.ingest(collection, request, progress);
            progress.close();
            summary.path("not_taken_in")
                    .forEach(line -> output.error(line.path("document").asText() + ": "
                            + line.path("sentence").asText()));
            if (IngestCommand.nothingCameIn(summary)) {
                throw CommandException.failed("None of the files could be read, so there is nothing to ask.");
            }
        }
    }

    private int ask(CommandHome home, String collection, AnswerRequest asked) throws InterruptedException {
        Output output = root.output();
        JsonNode answer;
        if (root.json) {
            answer = home.ask(collection, asked, sentence -> {});
            output.json(answer);
        } else {
            var text = new AnswerText(output);
            answer = home.ask(collection, asked, text::sentence);
            text.finish(answer);
        }
        if (answer.path("evidence").isEmpty()
                && home.collection(collection).path("documents").asInt() == 0) {
            output.message("The collection " + collection + " is empty. Take documents in with: recto ingest PATH");
        }
        return answer.path("outcome").asText().equals("grounded") ? ExitCode.DONE : ExitCode.NOT_FOUND;
    }

    /** Returns a question, or refuses it with what to do. */
    static Question question(RectoCommand root, @Nullable String text, Map<String, String> filter, int limit) {
        if (text == null || text.isBlank()) {
            throw CommandException.wrongUse(
                    "A question is missing. Example: recto ask \"How long is the notice period?\"");
        }
        int longest = root.longestQuestion();
        if (text.length() > longest) {
            throw CommandException.wrongUse("The question has " + text.length() + " characters; at most " + longest
                    + " are allowed (limits.question_chars).");
        }
        return new Question(text, filter, limit);
    }

    /** A home that is deleted when it is closed. */
    private record TemporaryHome(Home home) implements AutoCloseable {
        static TemporaryHome make() {
            return new TemporaryHome(new Home(Folders.temporary("recto-ask-")));
        }

        @Override
        public void close() {
            Folders.delete(home.root());
        }
    }
}
