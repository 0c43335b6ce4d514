package dev.recto.cli;

import dev.recto.answer.AnswerRequest;
import dev.recto.answer.AnswerSettings;
import dev.recto.retrieve.Question;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code chat}: one question after another, with line editing and history. Questions that go on the ones before may leave to them what they
 * are about.
 */
@Command(name = "chat", description = "Ask one question after another. Ctrl-C stops an answer, Ctrl-D ends.")
final class ChatCommand implements Callable<Integer> {
    private static final String PROMPT = "? ";

    private final RectoCommand root;

    @Mixin
    AnswererOptions answerer = new AnswererOptions();

    @Mixin
    FilterOption filter = new FilterOption();

    ChatCommand(RectoCommand root) {
        this.root = root;
    }

    /** Gives the next question; null at the end. */
    private interface Questions {
        @Nullable
        String next() throws IOException;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        AnswerSettings settings = answerer.settings();
        filter.pairs(); // a wrong one is refused before the first question
        try (CommandHome home = root.reach()) {
            String collection = root.collection();
            home.know(collection);
            if (root.surroundings().outIsTerminal() && root.surroundings().errIsTerminal()) {
                onTerminal(home, collection, settings);
            } else {
                fromPipe(home, collection, settings);
            }
        }
        return ExitCode.DONE;
    }

    private void onTerminal(CommandHome home, String collection, AnswerSettings settings)
            throws IOException, InterruptedException {
        Thread asking = Thread.currentThread();
        try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
            terminal.handle(Terminal.Signal.INT, signal -> asking.interrupt());
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .variable(LineReader.HISTORY_FILE, root.home().data().resolve("chat.history"))
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            converse(home, collection, settings, () -> read(reader));
        }
    }

    private static @Nullable String read(LineReader reader) {
        while (true) {
            try {
                return reader.readLine(PROMPT);
            } catch (UserInterruptException e) {
                // Ctrl-C at the prompt throws the line away, as shells do.
                continue;
            } catch (EndOfFileException e) {
                return null;
            }
        }
    }

    private void fromPipe(CommandHome home, String collection, AnswerSettings settings)
            throws IOException, InterruptedException {
        var lines = new BufferedReader(new InputStreamReader(root.surroundings().in(), StandardCharsets.UTF_8));
        converse(home, collection, settings, lines::readLine);
    }

    private void converse(CommandHome home, String collection, AnswerSettings settings, Questions questions)
            throws IOException, InterruptedException {
        @Nullable String conversation = home.converse(collection);
        for (String line = questions.next(); line != null; line = questions.next()) {
            if (!line.isBlank()) {
                try {
                    Question question = AskCommand.question(root, line, filter.pairs(), Question.DEFAULT_LIMIT);
                    answer(home, collection, new AnswerRequest(question, settings, conversation));
                } catch (CommandException refused) {
                    root.output().error(String.valueOf(refused.getMessage()));
                }
            }
        }
    }

    private void answer(CommandHome home, String collection, AnswerRequest question) throws InterruptedException {
        Output output = root.output();
        try {
            if (root.json) {
                output.json(home.ask(collection, question, sentence -> {}));
            } else {
                var text = new AnswerText(output);
                text.finish(home.ask(collection, question, text::sentence));
                output.result("");
            }
        } catch (CancellationException | InterruptedException e) {
            if (!root.surroundings().outIsTerminal()) {
                throw e;
            }
            output.message("Stopped.");
        } catch (UncheckedIOException e) {
            // An interrupt closes the channel that was being read; the index opens it again for the next question.
            if (!Thread.interrupted()) {
                throw e;
            }
            output.message("Stopped.");
        }
    }
}
