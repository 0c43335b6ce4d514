package dev.recto.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.models.Model;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import dev.recto.cli.CommandLineRun;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other people's clients, unmodified, against a service of the samples. */
class ClientsIT {
    private static final Path SAMPLES = Path.of("data/samples");
    /** Where {@code .ci/run} installs what is not Java. */
    private static final Path CLIENTS = Path.of("target/clients");

    private static final String QUESTION = "How long is the notice period?";
    /** The client's own 20 s are few where a busy machine starts a process first. Chosen. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final McpJsonMapper MAPPER = new JacksonMcpJsonMapper(new ObjectMapper());

    @TempDir
    static Path home;

    private static ServiceProcess service;

    @BeforeAll
    static void serve() throws Exception {
        assertThat(CommandLineRun.on(home, "ingest", SAMPLES.toString()).status())
                .isZero();
        service = ServiceProcess.start(home);
    }

    @AfterAll
    static void stop() throws Exception {
        service.close();
    }

    @Test
    void openaiJava_chatStreamEmbeddingsModels_work() {
        OpenAIClient client = OpenAIOkHttpClient.builder()
                .baseUrl(service.address() + "/v1")
                .apiKey("none")
                .maxRetries(0)
                .build();
        ChatCompletionCreateParams asked = ChatCompletionCreateParams.builder()
                .model("default")
                .addUserMessage(QUESTION)
                .build();

        ChatCompletion answer = client.chat().completions().create(asked);
        String text = answer.choices().getFirst().message().content().orElseThrow();
        assertThat(text).contains("three months", "[1]");
        assertThat(answer.choices()
                        .getFirst()
                        .message()
                        .annotations()
                        .orElseThrow()
                        .getFirst()
                        .urlCitation()
                        .title())
                .isEqualTo("staff-handbook.pdf, p. 2");

        StringBuilder streamed = new StringBuilder();
        List<Long> tokens = new ArrayList<>();
        ChatCompletionCreateParams withUsage = asked.toBuilder()
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
        try (StreamResponse<ChatCompletionChunk> chunks =
                client.chat().completions().createStreaming(withUsage)) {
            chunks.stream().forEach(chunk -> {
                chunk.choices().forEach(choice -> choice.delta().content().ifPresent(streamed::append));
                chunk.usage().ifPresent(usage -> tokens.add(usage.totalTokens()));
            });
        }
        assertThat(streamed.toString()).isEqualTo(text);
        assertThat(tokens).containsExactly(answer.usage().orElseThrow().totalTokens());

        var embeddings = client.embeddings()
                .create(EmbeddingCreateParams.builder()
                        .model("bge-small-zh-v1.5-q")
                        .inputOfArrayOfStrings(List.of("猫", "图书馆"))
                        .build());
        assertThat(embeddings.data()).hasSize(2).allSatisfy(one -> assertThat(one.embedding())
                .hasSize(512));
        assertThat(client.models().list().items().stream().map(Model::id)).contains("default", "bge-small-en-v1.5-q");
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(asked.toBuilder().n(2).build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("'n'");
    }

    @Test
    void langChain4j_chatStreamEmbeddings_work() throws Exception {
        var model = OpenAiChatModel.builder()
                .baseUrl(service.address() + "/v1")
                .apiKey("none")
                .modelName("default")
                .temperature(0.0)
                .build();
        ChatResponse answer = model.chat(SystemMessage.from("Be brief."), UserMessage.from(QUESTION));
        assertThat(answer.aiMessage().text()).contains("three months", "[1]");
        assertThat(answer.finishReason()).isEqualTo(FinishReason.STOP);
        assertThat(answer.tokenUsage().totalTokenCount()).isPositive();

        var streaming = OpenAiStreamingChatModel.builder()
                .baseUrl(service.address() + "/v1")
                .apiKey("none")
                .modelName("default")
                .build();
        var whole = new CompletableFuture<ChatResponse>();
        StringBuilder pieces = new StringBuilder();
        streaming.chat(QUESTION, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String piece) {
                pieces.append(piece);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                whole.complete(response);
            }

            @Override
            public void onError(Throwable failure) {
                whole.completeExceptionally(failure);
            }
        });
        assertThat(whole.get().aiMessage().text()).isEqualTo(answer.aiMessage().text());
        assertThat(pieces.toString()).isEqualTo(answer.aiMessage().text());

        var embedding = OpenAiEmbeddingModel.builder()
                .baseUrl(service.address() + "/v1")
                .apiKey("none")
                .modelName("bge-small-en-v1.5-q")
                .build();
        assertThat(embedding.embed("a cat").content().vector()).hasSize(384);
    }

    @Test
    void mcpJava_overHttp_callsEachTool() {
        uses(HttpClientStreamableHttpTransport.builder(service.address())
                .endpoint("/mcp")
                .jsonMapper(MAPPER)
                .build());
    }

    @Test
    void mcpJava_overStandardInput_callsEachTool() {
        List<String> command = ServiceProcess.java(List.of(), List.of("--home", home.toString(), "--quiet", "mcp"));
        var server = ServerParameters.builder(command.getFirst())
                .args(command.subList(1, command.size()))
                .build();
        uses(new StdioClientTransport(server, MAPPER));
    }

    @Test
    void python_officialClient_works() throws Exception {
        Path python = CLIENTS.resolve("venv/bin/python");
        needs(Files.isExecutable(python), "Python's openai in " + python);
        assertThat(output(python.toString(), "src/test/resources/clients/openai_client.py", service.address() + "/v1"))
                .isEqualTo("ok\n");
    }

    @Test
    void inspector_commandLine_listsAndCalls() throws Exception {
        Path inspector = CLIENTS.resolve("node_modules/.bin/mcp-inspector");
        needs(Files.isExecutable(inspector), "@modelcontextprotocol/inspector in " + inspector);
        List<String> cli = List.of(inspector.toString(), "--cli", service.address() + "/mcp", "--transport", "http");

        JsonNode tools = new ObjectMapper()
                .readTree(output(Stream.concat(cli.stream(), Stream.of("--method", "tools/list"))
                        .toArray(String[]::new)));
        JsonNode called = new ObjectMapper()
                .readTree(output(Stream.concat(
                                cli.stream(),
                                Stream.of(
                                        "--method",
                                        "tools/call",
                                        "--tool-name",
                                        "ask",
                                        "--tool-arg",
                                        "question=" + QUESTION))
                        .toArray(String[]::new)));

        assertThat(tools.path("tools")).hasSize(4);
        assertThat(called.at("/structuredContent/sentences/0/text").asText()).contains("three months");
    }

    @Test
    void curl_eachLineOfTheReadme_works() throws Exception {
        needs(installed("curl"), "curl");
        List<String> lines = Pattern.compile("(?m)^curl .+$")
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(MatchResult::group)
                .toList();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(5);
        for (String line : lines) {
            String here =
                    line.replace("http://127.0.0.1:7878", service.address()).replace("curl ", "curl --fail-with-body ");
            assertThat(output("bash", "-c", here)).as(line).isNotBlank();
        }
    }

    private static void uses(McpClientTransport transport) {
        try (McpSyncClient client = McpClient.sync(transport)
                .initializationTimeout(PATIENCE)
                .requestTimeout(PATIENCE)
                .jsonSchemaValidator((schema, value) -> JsonSchemaValidator.ValidationResponse.asValid(null))
                .build()) {
            assertThat(client.initialize().serverInfo().name()).isEqualTo("recto");
            assertThat(client.listTools().tools().stream().map(McpSchema.Tool::name))
                    .containsExactlyInAnyOrder("ask", "search", "list_documents", "read_page");

            JsonNode answer = call(client, "ask", Map.of("question", QUESTION));
            JsonNode citation = answer.at("/citations/0");
            McpSchema.ReadResourceResult page = client.readResource(
                    McpSchema.ReadResourceRequest.builder(citation.path("uri").asText())
                            .build());
            String text = ((McpSchema.TextResourceContents) page.contents().getFirst()).text();
            assertThat(text.substring(
                            citation.path("start").asInt(), citation.path("end").asInt()))
                    .isEqualTo(citation.path("quote").asText());

            assertThat(call(client, "search", Map.of("question", QUESTION, "limit", 2))
                            .path("evidence"))
                    .hasSize(2);
            assertThat(call(client, "list_documents", Map.of()).path("documents"))
                    .hasSizeGreaterThan(5);
            assertThat(call(client, "read_page", Map.of("document", "staff-handbook.pdf", "page", 2))
                            .path("text")
                            .asText())
                    .contains("three months");
        }
    }

    private static JsonNode call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        McpSchema.CallToolResult result = client.callTool(new McpSchema.CallToolRequest(tool, arguments));
        assertThat(result.isError()).as("%s", result.content()).isNotEqualTo(true);
        return new ObjectMapper().valueToTree(result.structuredContent());
    }

    /** Returns what a command prints; fails with what it says where it fails. */
    private static String output(String... command) throws IOException, InterruptedException {
        Path said = Files.createTempFile("said", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectError(said.toFile())
                .redirectInput(new File("/dev/null"))
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(process.waitFor())
                .as("%s\n%s\n%s", List.of(command), output, Files.readString(said))
                .isZero();
        return output;
    }

    private static void needs(boolean there, String part) {
        if (!there) {
            String missing = part + " is missing; .ci/run installs it";
            assertThat(System.getenv("RECTO_ALL_PARTS")).as(missing).isNotEqualTo("true");
            assumeThat(false).as(missing).isTrue();
        }
    }

    private static boolean installed(String command) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }
}
