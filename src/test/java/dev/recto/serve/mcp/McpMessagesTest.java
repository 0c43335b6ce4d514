package dev.recto.serve.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.recto.Application;
import dev.recto.catalog.Home;
import dev.recto.config.RectoConfig;
import dev.recto.document.CollectionId;
import dev.recto.ingest.IngestListener;
import dev.recto.ingest.IngestRequest;
import dev.recto.serve.access.Role;
import dev.recto.serve.access.Visitor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The MCP server's messages over a real home, without a transport. */
class McpMessagesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static Application home;
    private static McpMessages messages;
    private static CollectionId other;

    @BeforeAll
    static void ingest() throws Exception {
        Path files = Files.createDirectories(folder.resolve("files"));
        Files.writeString(files.resolve("lease.md"), "# Lease\n\n## Notice\n\nThe notice period is three months.\n");
        Files.writeString(files.resolve("猫.md"), "# 猫\n\n图书馆的猫叫小白。\n");
        home = Application.open(new Home(folder.resolve("home")), RectoConfig.DEFAULT);
        var request = new IngestRequest(List.of(files), Map.of(), false);
        home.ingestor().ingest(home.catalog().collections().require("default"), request, IngestListener.SILENT);
        var secret = home.catalog().collections().require("秘密 x".replace(' ', '-'));
        home.ingestor().ingest(secret, request, IngestListener.SILENT);
        other = secret.id();
        messages = new McpMessages(home, 100, "test");
    }

    @AfterAll
    static void close() {
        messages.close();
        home.close();
    }

    @Test
    void initialize_eachVersion_isSpoken() throws Exception {
        for (String version : McpMessages.VERSIONS) {
            JsonNode result = request(
                            "initialize",
                            "{'protocolVersion': '" + version
                                    + "', 'capabilities': {}, 'clientInfo': {'name': 'test', 'version': '1'}}")
                    .path("result");
            assertThat(result.path("protocolVersion").asText()).isEqualTo(version);
            assertThat(result.at("/serverInfo/name").asText()).isEqualTo("recto");
            assertThat(result.path("capabilities").has("tools")).isTrue();
        }
    }

    @Test
    void initialize_versionWithBatches_isAnsweredWithAnother() throws Exception {
        assertThat(request(
                                "initialize",
                                "{'protocolVersion': '2025-03-26', 'capabilities': {}, 'clientInfo': {'name': 'test', 'version': '1'}}")
                        .at("/result/protocolVersion")
                        .asText())
                .isEqualTo(McpMessages.VERSIONS.getLast());
    }

    @Test
    void toolsList_namesTheFourTools() throws Exception {
        JsonNode tools = request("tools/list", "{}").at("/result/tools");
        assertThat(tools.findValuesAsText("name")).contains("ask", "search", "list_documents", "read_page");
        assertThat(tools).hasSize(4);
        assertThat(tools).allSatisfy(tool -> {
            assertThat(tool.path("inputSchema").path("type").asText()).isEqualTo("object");
            assertThat(tool.path("outputSchema").path("type").asText()).isEqualTo("object");
            assertThat(tool.at("/annotations/readOnlyHint").asBoolean()).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ask | {'question': 'How long is the notice period?'} | three months",
                "ask | {'question': '图书馆的猫叫什么？'} | 小白",
                "ask | {'question': 'Who won the 1998 World Cup?'} | The documents do not answer this.",
                "search | {'question': 'notice period', 'limit': 1.0} | three months",
                "list_documents | {} | lease.md",
                "read_page | {'document': 'lease.md'} | three months",
            })
    void call_eachTool_givesWordsAndWhatItsSchemaSays(String tool, String arguments, String words) throws Exception {
        JsonNode result = call(tool, arguments);

        assertThat(result.path("isError").asBoolean()).isFalse();
        assertThat(result.at("/content/0/text").asText()).contains(words);
        JsonNode listed = request("tools/list", "{}").at("/result/tools");
        for (JsonNode one : listed) {
            if (one.path("name").asText().equals(tool)) {
                var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(one.path("outputSchema"));
                assertThat(schema.validate(result.path("structuredContent"))).isEmpty();
                assertThat(schema.validate(JSON.readTree("{}"))).isNotEmpty();
            }
        }
    }

    @Test
    void ask_citation_opensWhereItsQuoteStands() throws Exception {
        JsonNode citation =
                call("ask", "{'question': 'How long is the notice period?'}").at("/structuredContent/citations/0");

        JsonNode opened =
                request("resources/read", "{'uri': '" + citation.path("uri").asText() + "'}");

        String text = opened.at("/result/contents/0/text").asText();
        assertThat(text.substring(
                        citation.path("start").asInt(), citation.path("end").asInt()))
                .isEqualTo(citation.path("quote").asText());
    }

    @Test
    void ask_collectionOfAnotherScript_opensToo() throws Exception {
        JsonNode citation =
                call("ask", "{'question': '图书馆的猫叫什么？', 'collection': '秘密-x'}").at("/structuredContent/citations/0");

        String uri = citation.path("uri").asText();

        assertThat(uri).matches("recto://[A-Za-z0-9%.-]+/d_[a-z0-9]+/1");
        assertThat(request("resources/read", "{'uri': '" + uri + "'}").toString())
                .contains("小白");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ask | {} | question",
                "ask | {'question': ' '} | question",
                "ask | {'question': 5} | question",
                "ask | {'question': 'x', 'limit': 0} | limit",
                "ask | {'question': 'x', 'limit': 1.5} | limit",
                "ask | {'question': 'x', 'filter': 'y'} | filter",
                "ask | {'question': 'x', 'frobnicate': 1} | frobnicate",
                "ask | {'question': 'x', 'collection': 'absent'} | absent",
                "read_page | {'document': 'absent'} | absent",
                "read_page | {'document': 'lease.md', 'page': 9} | page 9",
                "list_documents | {'limit': 201} | limit",
            })
    void call_wrongArguments_areRefusedByName(String tool, String arguments, String named) throws Exception {
        JsonNode result = call(tool, arguments);

        assertThat(result.path("isError").asBoolean()).isTrue();
        assertThat(result.at("/content/0/text").asText()).contains(named);
    }

    @Test
    void page_whoseReadingIsNotThereYet_isRefusedAndNoFault() throws Exception {
        var rows = home.catalog().documents();
        var collection = home.catalog().collections().require("default").id();
        Path read = new Home(folder.resolve("home"))
                .read()
                .resolve(rows.byKey(collection, "lease.md")
                        .orElseThrow()
                        .content()
                        .hex());
        Path aside = Files.move(read, folder.resolve("aside"));
        try {
            JsonNode result = call("read_page", "{'document': 'lease.md'}");
            JsonNode resource = request(
                    "resources/read",
                    "{'uri': 'recto://default/"
                            + rows.byKey(collection, "lease.md")
                                    .orElseThrow()
                                    .id()
                                    .value() + "/1'}");

            assertThat(result.path("isError").asBoolean()).isTrue();
            assertThat(result.at("/content/0/text").asText()).contains("not read yet");
            assertThat(resource.at("/error/code").asInt()).isIn(-32002, -32602);
        } finally {
            Files.move(aside, read);
        }
    }

    @Test
    void call_questionTooLong_isRefused() throws Exception {
        assertThat(call("ask", "{'question': '" + "x".repeat(101) + "'}")
                        .path("isError")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void call_collectionOfAnotherKey_isAbsent() throws Exception {
        var visitor = new Visitor(
                "k", Map.of(home.catalog().collections().require("default").id(), Role.READ), null, Set.of());
        var visit = new McpVisit(visitor, "http://127.0.0.1:1", "r_1");
        String ask = "{'name': 'ask', 'arguments': {'question': '猫', 'collection': '%s'}}";

        JsonNode hidden = request(visit, "tools/call", ask.formatted("秘密-x"));
        JsonNode absent = request(visit, "tools/call", ask.formatted("absent"));

        assertThat(hidden.toString().replace("秘密-x", "absent")).isEqualTo(absent.toString());
        assertThat(request(
                                new McpVisit(new Visitor("k", Map.of(other, Role.READ), null, Set.of()), null, "r_1"),
                                "tools/call",
                                ask.formatted("秘密-x"))
                        .at("/result/isError")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void read_resourceOfAnotherKeyOrNone_isNotFound() throws Exception {
        var visit = new McpVisit(new Visitor("k", Map.of(), null, Set.of()), null, "r_1");
        String uri = call("ask", "{'question': 'notice period'}")
                .at("/structuredContent/citations/0/uri")
                .asText();

        for (String one : List.of(uri, "recto://default/d_absent00/1", "recto://default/x/y", "file:///etc/passwd")) {
            JsonNode reply = request(visit, "resources/read", "{'uri': '" + one + "'}");
            assertThat(reply.path("result").isMissingNode()).isTrue();
            assertThat(reply.path("error").path("code").asInt()).isIn(-32002, -32602);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json | -32700",
                "[] | -32700",
                "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"no/such\"} | -32601",
                "{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/call\", \"params\": {\"name\": \"rm\", \"arguments\": {}}} | -32602",
            })
    void answer_whatIsNoRequest_isAnError(String message, int code) throws Exception {
        assertThat(JSON.readTree(messages.answer(McpVisit.local(), message))
                        .at("/error/code")
                        .asInt())
                .isEqualTo(code);
    }

    @Test
    void answer_notification_isNothing() {
        assertThat(messages.answer(
                        McpVisit.local(), "{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}"))
                .isNull();
    }

    @Test
    void lines_inputThatEnds_stillGetsEveryAnswer() throws Exception {
        String in =
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}\n\n{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}\n"
                        + "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}";
        var out = new ByteArrayOutputStream();

        new McpLines(
                        new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8))
                .serve(message -> messages.answer(McpVisit.local(), message));

        List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(JSON.readTree(lines.get(0)).path("id").asInt()).isEqualTo(1);
        assertThat(JSON.readTree(lines.get(1)).at("/result/tools")).hasSize(4);
    }

    private static JsonNode call(String tool, String arguments) throws Exception {
        return request("tools/call", "{'name': '" + tool + "', 'arguments': " + arguments + "}")
                .path("result");
    }

    private static JsonNode request(String method, String params) throws Exception {
        return request(McpVisit.local(), method, params);
    }

    private static JsonNode request(McpVisit visit, String method, String params) throws Exception {
        String message = "{\"jsonrpc\": \"2.0\", \"id\": 7, \"method\": \"" + method + "\", \"params\": "
                + params.replace('\'', '"') + "}";
        JsonNode reply = JSON.readTree(messages.answer(visit, message));
        assertThat(reply.path("id").asInt()).isEqualTo(7);
        return reply;
    }
}
