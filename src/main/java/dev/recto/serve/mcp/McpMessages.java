package dev.recto.serve.mcp;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.StorageFailedException;
import dev.recto.serve.Problem;
import dev.recto.serve.Problems;
import dev.recto.serve.ServedHome;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpStatelessServerFeatures.SyncResourceTemplateSpecification;
import io.modelcontextprotocol.server.McpStatelessSyncServer;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.JSONRPCResponse;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceResult;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.TextResourceContents;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import io.modelcontextprotocol.spec.ProtocolVersions;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * The MCP server: takes one JSON-RPC message and gives the one that answers it, however messages travel. Keeps no sessions, so that a
 * revoked key's next message is refused. Safe for use by several threads.
 */
public final class McpMessages implements AutoCloseable {
    /**
     * The versions of the protocol that are spoken, oldest first. 2025-03-26 is none of them: it alone requires batches, which would let
     * one request ask as much as thousands.
     */
    public static final List<String> VERSIONS =
            List.of(ProtocolVersions.MCP_2024_11_05, ProtocolVersions.MCP_2025_06_18, ProtocolVersions.MCP_2025_11_25);

    private static final Logger LOG = LoggerFactory.getLogger(McpMessages.class);
    private static final String VISIT = "visit";
    private static final int INTERNAL = 500;

    /** What the process must not survive, which the protocol's library would answer as any other failure. */
    private static final String FATAL = "fatal";

    private static final String INSTRUCTIONS =
            "Answers questions from the user's own documents. `ask` quotes the documents and cites the"
                    + " page; `search` finds passages; `list_documents` and `read_page` browse. Open a citation's uri with resources/read.";

    private final ServedHome home;
    private final McpTools tools;
    private final McpJsonMapper mapper = new JacksonMcpJsonMapper(new ObjectMapper());
    private final DirectTransport transport = new DirectTransport();
    private final McpStatelessSyncServer server;

    /**
     * Serves a home.
     *
     * @param longestQuestion in UTF-16 units
     * @param version Recto's own
     */
    public McpMessages(ServedHome home, int longestQuestion, String version) {
        this.home = home;
        this.tools = new McpTools(home, longestQuestion);
        McpServer.StatelessSyncSpecification building = McpServer.sync(transport)
                .serverInfo("recto", version)
                .instructions(INSTRUCTIONS)
                .jsonMapper(mapper)
                .jsonSchemaValidator(OWN_CHECKS)
                .validateToolInputs(false) // the tools' own checks say what to do
                .immediateExecution(true)
                .capabilities(ServerCapabilities.builder()
                        .tools(false)
                        .resources(false, false)
                        .build());
        addTools(building);
        building.resourceTemplates(new SyncResourceTemplateSpecification(
                ResourceTemplate.builder(McpLinks.TEMPLATE, "page")
                        .description("The text of a document's page.")
                        .mimeType("text/plain")
                        .build(),
                (context, request) -> resource(context, request.uri())));
        this.server = building.build();
    }

    private void addTools(McpServer.StatelessSyncSpecification building) {
        Tool ask = tool(
                "ask", "Answer a question from the documents, with citations.", ToolSchemas.ASK, ToolSchemas.ANSWER);
        Tool search = tool(
                "search",
                "Find the passages nearest to a question, best first.",
                ToolSchemas.ASK,
                ToolSchemas.EVIDENCE);
        Tool list =
                tool("list_documents", "List the documents of a collection.", ToolSchemas.LIST, ToolSchemas.DOCUMENTS);
        Tool read = tool("read_page", "Read one page of a document.", ToolSchemas.READ, ToolSchemas.PAGE);
        building.toolCall(ask, (context, call) -> result(context, call, tools::ask))
                .toolCall(search, (context, call) -> result(context, call, tools::search))
                .toolCall(list, (context, call) -> result(context, call, tools::listDocuments))
                .toolCall(read, (context, call) -> result(context, call, tools::readPage));
    }

    /**
     * Answers one message.
     *
     * @param message JSON-RPC 2.0
     * @return the answer, or null where the message wants none
     * @throws StorageFailedException if the disk failed to make something durable; the process must stop
     */
    public @Nullable String answer(McpVisit visit, String message) {
        McpSchema.JSONRPCMessage read;
        try {
            read = McpSchema.deserializeJsonRpcMessage(mapper, message);
        } catch (IOException | RuntimeException e) {
            return error(
                    McpSchema.ErrorCodes.PARSE_ERROR, "The message is not a JSON-RPC 2.0 request or notification.");
        }
        var fatal = new AtomicReference<@Nullable StorageFailedException>();
        String answer = answer(McpTransportContext.create(Map.of(VISIT, visit, FATAL, fatal)), read);
        StorageFailedException disk = fatal.get();
        if (disk != null) {
            throw disk;
        }
        return answer;
    }

    private @Nullable String answer(McpTransportContext context, McpSchema.JSONRPCMessage read) {
        return switch (read) {
            case McpSchema.JSONRPCRequest request -> {
                if (request.id() == null || request.method() == null) {
                    yield error(McpSchema.ErrorCodes.INVALID_REQUEST, "A request needs an id and a method.");
                }
                yield written(transport
                        .handler()
                        .handleRequest(context, request)
                        .onErrorResume(failure -> Mono.just(failed(visit(context), request.id(), failure)))
                        .block());
            }
            case McpSchema.JSONRPCNotification notification -> {
                transport
                        .handler()
                        .handleNotification(context, notification)
                        .doOnError(
                                failure -> LOG.warn("An MCP notification was not understood: {}", failure.getMessage()))
                        .onErrorComplete()
                        .block();
                yield null;
            }
            default -> null; // an answer to nothing that was asked
        };
    }

    /** Ends the server. */
    @Override
    public void close() {
        server.close();
    }

    private ReadResourceResult resource(McpTransportContext context, String uri) {
        McpVisit visit = visit(context);
        McpLinks link = McpLinks.read(uri);
        if (link == null) {
            throw McpError.RESOURCE_NOT_FOUND.apply(uri);
        }
        try {
            ObjectNode page =
                    tools.page(visit, visit.collection(home, link.collection()), link.document(), link.part());
            return ReadResourceResult.builder(List.of(new TextResourceContents(
                            uri, "text/plain", page.path("text").asText())))
                    .build();
        } catch (ToolRefusal absent) {
            throw McpError.RESOURCE_NOT_FOUND.apply(uri);
        } catch (StorageFailedException disk) {
            fatal(context).set(disk);
            throw disk;
        }
    }

    private Tool tool(String name, String description, String input, String output) {
        return Tool.builder(name, mapper, input)
                .description(description)
                .outputSchema(mapper, output)
                .annotations(ToolAnnotations.builder()
                        .readOnlyHint(true)
                        .openWorldHint(false)
                        .idempotentHint(true)
                        .build())
                .build();
    }

    private static CallToolResult result(McpTransportContext context, CallToolRequest call, Work work) {
        McpVisit visit = visit(context);
        try {
            ObjectNode structured = work.run(visit, new ToolArguments(call.arguments()));
            CallToolResult.Builder result = CallToolResult.builder().addTextContent(McpTools.inWords(structured));
            return result.structuredContent(structured).build();
        } catch (ToolRefusal refusal) {
            return CallToolResult.builder()
                    .addTextContent(String.valueOf(refusal.getMessage()))
                    .isError(true)
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CallToolResult.builder()
                    .addTextContent("The service is stopping. Try again in a moment.")
                    .isError(true)
                    .build();
        } catch (RuntimeException e) {
            if (e instanceof StorageFailedException disk) {
                fatal(context).set(disk);
            }
            Problem problem = Problems.of(e, visit.requestId());
            String id = problem.status() == INTERNAL ? " (request_id " + visit.requestId() + ")" : "";
            return CallToolResult.builder()
                    .addTextContent(problem.sentence() + id)
                    .isError(true)
                    .build();
        }
    }

    @SuppressWarnings("unchecked") // put there by answer()
    private static AtomicReference<@Nullable StorageFailedException> fatal(McpTransportContext context) {
        return (AtomicReference<@Nullable StorageFailedException>) context.get(FATAL);
    }

    private static McpVisit visit(McpTransportContext context) {
        return (McpVisit) context.get(VISIT);
    }

    private static JSONRPCResponse failed(McpVisit visit, Object id, Throwable failure) {
        if (failure instanceof McpError known && known.getJsonRpcError() != null) {
            return JSONRPCResponse.error(id, known.getJsonRpcError());
        }
        LOG.error("request {}", visit.requestId(), failure);
        return JSONRPCResponse.error(
                id,
                new JSONRPCResponse.JSONRPCError(
                        McpSchema.ErrorCodes.INTERNAL_ERROR,
                        "Something went wrong inside Recto (request_id " + visit.requestId() + ")."));
    }

    private String written(@Nullable JSONRPCResponse response) {
        try {
            return mapper.writeValueAsString(response);
        } catch (IOException e) {
            throw new IllegalStateException("an answer that cannot be written", e);
        }
    }

    private static String error(int code, String message) {
        return "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\"}}";
    }

    /** What a tool does. */
    @FunctionalInterface
    private interface Work {
        ObjectNode run(McpVisit visit, ToolArguments arguments) throws InterruptedException;
    }

    /** Results are made from our own types; the tests hold each against its schema. */
    private static final JsonSchemaValidator OWN_CHECKS =
            (schema, value) -> JsonSchemaValidator.ValidationResponse.asValid(null);
}
