package dev.recto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recto.index.IndexFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What commands do before any document is there. */
class CommandsTest {
    @TempDir
    Path home;

    @Test
    void run_withoutCommand_showsUsageAndIsWrongUse() {
        CommandLineRun run = run();
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("Usage: recto", "ask", "ingest");
    }

    @Test
    void help_anyCommand_goesToStandardOutput() {
        CommandLineRun run = run("ask", "--help");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("--files", "--answerer", "--collection");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void version_printed_namesRecto() {
        assertThat(run("--version").out()).startsWith("recto ");
    }

    @Test
    void unknownOption_isWrongUseWithTheNearest() {
        CommandLineRun run = run("list", "--stat", "failed");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("--stat", "--state");
    }

    @Test
    void list_stateDeletedOrUnknown_isWrongUseWithThoseThereAre() {
        for (String state : List.of("deleted", "done")) {
            CommandLineRun run = run("list", "--state", state);
            assertThat(run.status()).isEqualTo(2);
            assertThat(run.err()).contains("received, reading, embedding, indexed, failed, and is \"" + state + "\".");
        }
    }

    @Test
    void unknownCommand_isWrongUse() {
        assertThat(run("askk", "x").status()).isEqualTo(2);
    }

    @Test
    void ask_withoutQuestion_isWrongUseWithAnExample() {
        CommandLineRun run = run("ask");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("recto ask \"");
    }

    @Test
    void ask_answererChat_isRefusedWhileNoChatModelCanBeUsed() {
        CommandLineRun run = run("ask", "--answerer", "chat", "Who signed the lease?");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .contains("This needs a chat model")
                .contains("chat.provider")
                .contains("quote");
    }

    @Test
    void ask_questionTooLong_namesTheLimit() {
        CommandLineRun run = run("ask", "word ".repeat(3_000));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("limits.question_chars");
    }

    @Test
    void search_limitOutOfRange_isWrongUse() {
        assertThat(run("search", "x", "--limit", "0").status()).isEqualTo(2);
        assertThat(run("search", "x", "--limit", "ten").status()).isEqualTo(2);
    }

    @Test
    void globalOptions_beforeOrAfterTheCommand_areTheSame() throws Exception {
        assertThat(run("collections", "create", "报告").status()).isZero();
        CommandLineRun before = run("--json", "-c", "报告", "list");
        CommandLineRun after = run("list", "-c", "报告", "--json");
        assertThat(before.status()).isZero();
        assertThat(before.json()).isEqualTo(after.json());
        assertThat(CommandLineRun.fields(after.json())).containsExactly("documents");
    }

    @Test
    void collection_unknown_isToldWithWhatThereIs() {
        assertThat(run("collections", "create", "papers").status()).isZero();
        CommandLineRun run = run("-c", "paper", "list");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("\"paper\"").contains("papers");
    }

    @Test
    void collections_createDescribeDelete_listFollows() throws Exception {
        run("collections", "create", "papers");
        assertThat(run("collections", "create", "papers").status()).isEqualTo(1);
        assertThat(run("collections", "--json").json().at("/collections/0/name").asText())
                .isEqualTo("papers");
        assertThat(run("collections", "describe", "papers", "--json")
                        .json()
                        .at("/documents")
                        .asInt(-1))
                .isZero();
        assertThat(run("collections", "delete", "papers").status()).isZero();
        assertThat(run("collections", "list", "--json").json().at("/collections"))
                .isEmpty();
        assertThat(run("collections", "delete", "papers").status()).isEqualTo(1);
    }

    @Test
    void watched_withoutAService_saysWhoFollowsFolders() {
        for (CommandLineRun run : List.of(run("watched"), run("watched", "--delete-missing", "/srv/contracts"))) {
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err())
                    .contains("Only a running service follows folders")
                    .contains("recto serve");
        }
    }

    @Test
    void show_unknownDocument_saysWhereToLook() {
        CommandLineRun run = run("show", "nothing.pdf");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("nothing.pdf").contains("recto list");
    }

    @Test
    void configuration_wrong_nothingStartsAndAllIsTold() throws IOException {
        Files.createDirectories(home.resolve("config"));
        Files.writeString(home.resolve("config/recto.yaml"), "limits:\n  read_second: 3\n  read_parts: 0\n");
        CommandLineRun run = run("list");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .contains("recto.yaml:2: limits.read_second is not a key; the nearest is limits.read_seconds.")
                .contains("recto.yaml:3: limits.read_parts must be from 1");
        assertThat(home.resolve("data")).doesNotExist();
    }

    @Test
    void environment_wrong_isToldWithTheVariable() {
        CommandLineRun run = CommandLineRun.with(
                Map.of("RECTO_HOME", home.toString(), "RECTO_LIMITS_READ_PARTS", "many"), "", "list");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("RECTO_LIMITS_READ_PARTS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rk_秘密secret", "rk_\u0007secret", "rk_\nsecret"})
    void apiKey_withCharactersThatNoKeyHas_isWrongUseAndToldNowhere(String key) throws IOException {
        CommandLineRun run = CommandLineRun.with(
                Map.of("RECTO_HOME", home.toString(), "RECTO_API_KEY", key),
                "",
                "list",
                "--server",
                "http://127.0.0.1:9");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("RECTO_API_KEY").doesNotContain("secret");
        assertThat(home.resolve("data/logs/recto.0.log")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"//localhost:7878", "localhost:7878", "ftp://localhost", "http://", "not an address"})
    void server_thatIsNoAddress_isWrongUse(String address) {
        CommandLineRun run = run("list", "--server", address);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("http://127.0.0.1:7878").contains(address);
    }

    @Test
    void home_thatCannotBeMade_isOneSentence() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "no folder");
        CommandLineRun run = CommandLineRun.on(file.resolve("home"), "list");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains(file.toString()).doesNotContain("\tat ");
    }

    @Test
    void catalogue_broken_isOneSentenceAndTheTraceIsInTheLog() throws IOException {
        Files.createDirectories(home.resolve("data"));
        Files.writeString(
                home.resolve("data/catalog.db"), "this is no database, and it is long enough to be looked at");
        CommandLineRun run = run("list");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains("catalog.db").doesNotContain("\tat ");
        assertThat(Files.readString(home.resolve("data/logs/recto.0.log"))).contains("\tat ");
    }

    @Test
    void error_notAnException_isOneSentenceAndFailed() {
        assertThat(failing(new OutOfMemoryError("Java heap space")))
                .isEqualTo(new CommandLineRun(
                        1, "", "There was not enough memory. Start again with RECTO_JAVA_OPTS=-Xmx2g."));
        assertThat(failing(new StackOverflowError()).status()).isEqualTo(1);
    }

    @Test
    void failure_aBetterSentenceWithin_isTold() {
        var denied = new UncheckedIOException(new AccessDeniedException("/home/a/recto"));
        assertThat(failing(new IllegalStateException("Closing failed", denied)).err())
                .isEqualTo("/home/a/recto: permission denied.");
        assertThat(failing(new UncheckedIOException(new IOException("No space left on device")))
                        .err())
                .isEqualTo("No space left on device.");
        CommandLineRun format = failing(new IndexFormatException("The index has format 1."));
        assertThat(format.status()).isEqualTo(1);
        assertThat(format.err()).isEqualTo("The index has format 1. Run doctor --repair.");
    }

    @Test
    void failure_fromAnInterrupt_isStopped() {
        var closed = new UncheckedIOException("Cannot read the index", new ClosedByInterruptException());
        assertThat(failing(closed).status()).isEqualTo(130);
        assertThat(failing(new CancellationException()).err()).startsWith("Stopped.");
    }

    @Test
    void chat_lineTooLong_isToldAndTheSessionGoesOn() {
        CommandLineRun run = CommandLineRun.with(
                Map.of("RECTO_HOME", home.toString()),
                "word ".repeat(3_000) + "\n" + "x".repeat(20_000) + "\n",
                "chat");
        assertThat(run.status()).isZero();
        assertThat(run.err().lines().filter(line -> line.contains("limits.question_chars")))
                .hasSize(2);
    }

    /** Runs a command whose home cannot be opened; without the log's place after the sentence. */
    private CommandLineRun failing(Throwable failure) {
        var err = new ByteArrayOutputStream();
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        var surroundings = new Surroundings(
                InputStream.nullInputStream(),
                nowhere,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of("RECTO_HOME", home.toString()),
                false,
                false);
        int status = Commands.run(List.of("list"), surroundings, (folder, config) -> {
            switch (failure) {
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                default -> throw new IllegalArgumentException(failure);
            }
        });
        String told = err.toString(StandardCharsets.UTF_8).strip();
        return new CommandLineRun(status, "", told.replaceAll(" Details: .*", ""));
    }

    private CommandLineRun run(String... arguments) {
        return CommandLineRun.on(home, arguments);
    }
}
