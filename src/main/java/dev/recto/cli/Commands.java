package dev.recto.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands, put together and run. */
public final class Commands {
    private Commands() {}

    /** Runs one command line and returns its exit status; never throws. */
    public static int run(List<String> arguments, Surroundings surroundings, HomeOpener opener) {
        RectoCommand root = new RectoCommand(surroundings, opener);
        try (LogFile log = LogFile.install(() -> root.home().data().resolve("logs"))) {
            CommandLine line = line(root, log);
            if (arguments.isEmpty()) {
                line.usage(line.getErr());
                return ExitCode.WRONG_USE;
            }
            return execute(line, arguments, new Failures(root, log));
        }
    }

    private static int execute(CommandLine line, List<String> arguments, Failures failures) {
        try {
            return line.execute(arguments.toArray(String[]::new));
        } catch (Error failure) {
            // The parser hands on exceptions alone.
            return failures.tell(failure);
        }
    }

    /** Returns the model of all commands, as the documentation's tests read it. */
    static CommandLine line(RectoCommand root, LogFile log) {
        CommandLine line = new CommandLine(root)
                .addSubcommand("ingest", new IngestCommand(root))
                .addSubcommand("reindex", new ReindexCommand(root))
                .addSubcommand("watched", new WatchedCommand(root))
                .addSubcommand("ask", new AskCommand(root))
                .addSubcommand("chat", new ChatCommand(root))
                .addSubcommand("answer", new AnswerCommand(root))
                .addSubcommand("summarise", new SummariseCommand(root))
                .addSubcommand("extract", new ExtractCommand(root))
                .addSubcommand("classify", new ClassifyCommand(root))
                .addSubcommand("translate", new TranslateCommand(root))
                .addSubcommand("search", new SearchCommand(root))
                .addSubcommand("list", new ListCommand(root))
                .addSubcommand("show", new ShowCommand(root))
                .addSubcommand("delete", new DeleteCommand(root))
                .addSubcommand("collections", CollectionsCommand.line(root))
                .addSubcommand("keys", KeysCommand.line(root))
                .addSubcommand("serve", new ServeCommand(root))
                .addSubcommand("mcp", new McpCommand(root))
                .addSubcommand("backup", new BackupCommand(root))
                .addSubcommand("restore", new RestoreCommand(root))
                .addSubcommand("verify-receipt", new VerifyReceiptCommand(root))
                .addSubcommand("usage", new UsageCommand(root))
                .addSubcommand("doctor", new DoctorCommand(root))
                .addSubcommand("eval", new EvalCommand(root));
        Surroundings surroundings = root.surroundings();
        line.setOut(new PrintWriter(surroundings.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(surroundings.err(), true, StandardCharsets.UTF_8));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        line.setUsageHelpWidth(100);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler(Commands::wrongUse);
        Failures failures = new Failures(root, log);
        line.setExecutionExceptionHandler((failure, command, result) -> failures.tell(failure));
        return line;
    }

    private static int wrongUse(ParameterException failure, String[] arguments) {
        CommandLine line = failure.getCommandLine();
        line.getErr().println(failure.getMessage());
        if (failure instanceof UnmatchedArgumentException unmatched) {
            unmatched.getSuggestions().stream().limit(1).forEach(nearest -> line.getErr()
                    .println("The nearest is: " + nearest));
        }
        line.getErr().println("Try: " + line.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.WRONG_USE;
    }
}
