package dev.recto.cli;

import dev.recto.answer.Answer;
import dev.recto.answer.AnswerListener;
import dev.recto.catalog.CollectionRow;
import dev.recto.catalog.Home;
import dev.recto.document.Caller;
import dev.recto.ingest.IngestRequest;
import dev.recto.ingest.IngestSummary;
import dev.recto.retrieve.Question;
import dev.recto.serve.json.AnswerJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

    @Option(
            names = "--answerer",
            paramLabel = "quote|chat",
            description = "Who answers: quote copies sentences; chat needs a chat model.")
    String answerer = "quote";

    @Option(
            names = "--filter",
            paramLabel = "KEY=VALUE",
            description = "Only documents with this metadata (name, folder, type, date, or your own); repeatable.")
    List<String> filters = new ArrayList<>();

    AskCommand(RectoCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws InterruptedException {
        takeQuestionFromFiles();
        refuseChat(answerer);
        Question asked = question(root, question, filters, Question.DEFAULT_LIMIT);
        if (files.isEmpty()) {
            try (OpenHome open = root.open()) {
                return ask(open, root.knownCollection(open), asked);
            }
        }
        try (TemporaryHome temporary = TemporaryHome.make();
                OpenHome open = root.open(temporary.home())) {
            CollectionRow collection = root.madeCollection(open);
            ingest(open, collection);
            return ask(open, collection, asked);
        }
    }

    /** After {@code --files} every word is a path to the parser; without a question of its own the last one is the question. */
    private void takeQuestionFromFiles() {
        if (question == null && files.size() > 1) {
            question = files.removeLast();
        }
    }

    private void ingest(OpenHome open, CollectionRow collection) throws InterruptedException {
        Output output = root.output();
        var request = new IngestRequest(files.stream().map(Path::of).toList(), Map.of(), false);
        try (var progress = new IngestProgressBar(output, root.surroundings())) {
            IngestSummary summary = open.ingestor().ingest(collection, request, progress);
            progress.close();
            summary.notTakenIn().forEach(line -> output.error(line.document() + ": " + line.sentence()));
            if (IngestCommand.nothingCameIn(summary)) {
                throw CommandException.failed("None of the files could be read, so there is nothing to ask.");
            }
        }
    }

    private int ask(OpenHome open, CollectionRow collection, Question asked) throws InterruptedException {
        Output output = root.output();
        Answer answer;
        if (root.json) {
            answer = open.ask(collection, Caller.owner(), asked, AnswerListener.NONE);
            output.json(AnswerJson.answer(answer, collection.name(), generation(open, collection)));
        } else {
            var text = new AnswerText(output);
            answer = open.ask(collection, Caller.owner(), asked, text);
            text.finish(answer);
        }
        if (answer.report().evidence().isEmpty()
                && open.catalog().documents().counts(collection.id()).total() == 0) {
            output.message(
                    "The collection " + collection.name() + " is empty. Take documents in with: recto ingest PATH");
        }
        return answer instanceof Answer.Grounded ? ExitCode.DONE : ExitCode.NOT_FOUND;
    }

    /** Returns the number of the generation that answers. */
    static int generation(OpenHome open, CollectionRow collection) {
        return open.catalog()
                .collections()
                .find(collection.id())
                .map(CollectionRow::generation)
                .orElse(0);
    }

    /** Returns a question, or refuses it with what to do. */
    static Question question(RectoCommand root, @Nullable String text, List<String> filters, int limit) {
        if (text == null || text.isBlank()) {
            throw CommandException.wrongUse(
                    "A question is missing. Example: recto ask \"How long is the notice period?\"");
        }
        int longest = root.config().limits().questionChars();
        if (text.length() > longest) {
            throw CommandException.wrongUse("The question has " + text.length() + " characters; at most " + longest
                    + " are allowed (limits.question_chars).");
        }
        return new Question(text, RectoCommand.pairs("--filter", filters), limit);
    }

    /** Refuses what needs a chat model. */
    static void refuseChat(String answerer) {
        switch (answerer) {
            case "quote" -> {}
            case "chat" ->
                throw CommandException.failed(
                        "No chat model is configured, and this version cannot use one yet. Ask with --answerer quote.");
            default ->
                throw CommandException.wrongUse("--answerer must be quote or chat, and is \"" + answerer + "\".");
        }
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
