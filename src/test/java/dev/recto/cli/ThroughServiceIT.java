package dev.recto.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recto.serve.ServiceProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command prints the same and ends the same, whether it opens the home itself or a service holds it. */
class ThroughServiceIT {
    private static final Path SAMPLES = Path.of("data/samples");
    private static final String HANDBOOK = SAMPLES + "/staff-handbook.pdf";

    /** Each command runs on its own home and, in the same order, on one that a service holds. */
    private static final List<List<String>> COMMANDS = List.of(
            List.of("list"),
            List.of(
                    "ingest",
                    HANDBOOK,
                    SAMPLES + "/price-list.xlsx",
                    SAMPLES + "/会议纪要.md",
                    "no/such/file",
                    "--meta",
                    "set=samples"),
            List.of("ingest", HANDBOOK),
            List.of("ingest", "no/such/file"),
            List.of("ingest", HANDBOOK, "--json"),
            List.of("ingest", HANDBOOK, "--meta", "Bad Key=x"),
            List.of("ask", "How long is the notice period?"),
            List.of("ask", "会议在什么时候？"),
            List.of("ask", "Who won the 1998 World Cup?"),
            List.of("ask", "How long is the notice period?", "--json"),
            List.of("ask", "How long is the notice period?", "--filter", "name=staff-handbook.pdf"),
            List.of("ask", "x", "-c", "absent"),
            List.of("ask", " "),
            List.of("search", "notice period", "--explain"),
            List.of("search", "notice period", "--limit", "2", "--json"),
            List.of("list"),
            List.of("list", "--json"),
            List.of("list", "--state", "failed"),
            List.of("show", "staff-handbook.pdf"),
            List.of("show", "staff-handbook.pdf", "--json"),
            List.of("show", "staff-handbook.pdf", "--part", "2"),
            List.of("show", "staff-handbook.pdf", "--part", "2", "--json"),
            List.of("show", "staff-handbook.pdf", "--part", "99"),
            List.of("show", "absent.pdf"),
            List.of("collections"),
            List.of("collections", "--json"),
            List.of("collections", "create", "合同"),
            List.of("collections", "create", "合同"),
            List.of("collections", "create", "a/b"),
            List.of("ingest", SAMPLES + "/office-lease.docx", "-c", "合同"),
            List.of("ask", "When does the lease end?", "-c", "合同"),
            List.of("collections", "describe", "合同"),
            List.of("collections", "describe", "absent"),
            List.of("reindex"),
            List.of("reindex", "--rollback"),
            List.of("reindex", "--rollback", "--force"),
            List.of("reindex", "-c", "absent"),
            List.of("delete", "staff-handbook.pdf"),
            List.of("delete", "staff-handbook.pdf"),
            List.of("delete", "price-list.xlsx", "--json"),
            List.of("collections", "delete", "合同"),
            List.of("collections", "delete", "合同"),
            List.of("chat"),
            List.of("list"));

    @TempDir
    Path folder;

    @Test
    void commands_homeHeldByService_printAndEndTheSame() throws Exception {
        Path own = folder.resolve("own");
        Path held = folder.resolve("held");
        try (ServiceProcess service = ServiceProcess.start(held)) {
            for (List<String> command : COMMANDS) {
                CommandLineRun alone = CommandLineRun.on(own, command.toArray(String[]::new));
                CommandLineRun through = CommandLineRun.on(held, command.toArray(String[]::new));

                assertThat(told(through, held)).as("recto %s", command).isEqualTo(told(alone, own));
            }
            assertThat(service.stop()).isIn(0, 130, 143);
        }
        assertThat(CommandLineRun.on(held, "list").status()).isZero();
    }

    @Test
    void commands_serverElsewhere_needItsKeyAndUpload() throws Exception {
        Path held = folder.resolve("held");
        Path own = folder.resolve("own");
        try (ServiceProcess service = ServiceProcess.start(held)) {
            String server = service.address();

            CommandLineRun ingest = on(own, "ingest", SAMPLES.toString(), "--server", server);
            assertThat(ingest.err()).isEmpty();
            assertThat(ingest.status()).isZero();
            assertThat(ingest.out()).startsWith("9 documents (9 INDEXED): 15 parts, 60 passages");
            assertThat(on(own, "ingest", SAMPLES.toString(), "--server", server).out())
                    .contains("UNCHANGED");
            CommandLineRun ask = CommandLineRun.with(
                    Map.of("RECTO_HOME", own.toString(), "RECTO_SERVER", server),
                    "",
                    "ask",
                    "How long is the notice period?");
            assertThat(ask.status()).isZero();
            assertThat(ask.out()).contains("three months", "staff-handbook.pdf, p. 2");
            assertThat(on(own, "list", "--server", server).out()).contains("会议纪要.md");
            Path a = Files.createDirectories(folder.resolve("a"));
            Path b = Files.createDirectories(folder.resolve("b"));
            Files.writeString(a.resolve("README.md"), "# A\n\nThe first.\n");
            Files.writeString(b.resolve("README.md"), "# B\n\nThe second.\n");
            on(own, "ingest", a.toString(), b.toString(), "--server", server);
            assertThat(on(own, "list", "--json", "--server", server).json().findValuesAsText("key"))
                    .contains("README.md", "b/README.md");
            assertThat(on(own, "delete", "会议纪要.md", "--server", server).status())
                    .isZero();
            assertThat(on(own, "ingest", SAMPLES.toString(), "--sync", "--server", server)
                            .status())
                    .isEqualTo(2);
            assertThat(on(own, "doctor", "--server", server).status()).isEqualTo(2);
            assertThat(CommandLineRun.with(
                                    Map.of("RECTO_HOME", own.toString(), "RECTO_API_KEY", "wrong"),
                                    "",
                                    "list",
                                    "--server",
                                    server)
                            .status())
                    .isEqualTo(1);
        }
        assertThat(on(own, "list", "--server", "http://127.0.0.1:9").err()).contains("No service answers");
        assertThat(on(own, "list", "--server", "nonsense").status()).isEqualTo(2);
        assertThat(Files.exists(own.resolve("data/catalog.db"))).isFalse();
    }

    @Test
    void mcp_homeHeldByService_answersThroughIt() throws Exception {
        Path held = folder.resolve("held");
        String in = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}\n"
                + "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n"
                + "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"list_documents\",\"arguments\":{}}}\n";
        String alone = CommandLineRun.with(Map.of("RECTO_HOME", held.toString()), in, "mcp")
                .out();
        String through;
        try (ServiceProcess service = ServiceProcess.start(held)) {
            through = CommandLineRun.with(Map.of("RECTO_HOME", held.toString()), in, "mcp")
                    .out();
        }

        assertThat(alone.lines()).hasSize(2);
        JsonNode tools = new ObjectMapper().readTree(alone.lines().findFirst().orElseThrow());
        assertThat(tools.at("/result/tools")).hasSize(4);
        assertThat(through).isEqualTo(alone);
    }

    @Test
    void ingest_longListThroughService_isTakenIn() throws Exception {
        Path held = folder.resolve("held");
        Path file = Files.createDirectories(folder.resolve("x".repeat(200))).resolve("one.md");
        Files.writeString(file, "# One\n\nThe only file.\n");
        String list = (file + "\n").repeat(30_000);
        assertThat(list.length()).isGreaterThan(4 << 20);
        try (ServiceProcess service = ServiceProcess.start(held)) {
            CommandLineRun run = CommandLineRun.with(Map.of("RECTO_HOME", held.toString()), list, "ingest", "-");

            assertThat(run.err()).isEmpty();
            assertThat(run.out()).startsWith("1 document (1 INDEXED)");
            assertThat(service.stop()).isIn(0, 130, 143);
        }
    }

    private static CommandLineRun on(Path home, String... arguments) throws IOException {
        return CommandLineRun.on(home, arguments);
    }

    /**
     * Returns a run with what differs from run to run taken out: ids, times, durations, and places in the ledger, which documents that
     * are read at once take in any order.
     */
    private static String told(CommandLineRun run, Path home) {
        String text = run.status() + "\n" + run.out() + "\n---\n" + run.err();
        return text.replace(home.toString(), "HOME")
                .replaceAll("\\b([acdp])_[a-z0-9]{8,40}\\b", "$1_")
                .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
                .replaceAll("\\d+\\.\\d s\\b", "SECONDS")
                // a command of its own takes deleted words out of the files at once, a service some time afterwards
                .replaceAll("Of its words \\d+ stretches stand in the \\d+ files of the home\\.", "LATER")
                .replaceAll("Index files that hold its words are written anew by TIME\\.", "LATER")
                .replaceAll("(?s)\"expunged_at\" : .*?\"backups\"", "\"expunged_at\" : LATER, \"backups\"")
                .replaceAll("\"(signature|public_key|value)\" : \"[^\"]{20,}\"", "\"$1\" : SEAL")
                .replaceAll("\"position\" : \\d+", "\"position\" : N")
                .replaceAll("(\"(?:embed|retrieve|answer|read|index|total)\" : )[0-9.E-]+", "$1N");
    }
}
