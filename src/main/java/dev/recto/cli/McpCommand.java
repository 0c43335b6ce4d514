package dev.recto.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.recto.catalog.CollectionRows;
import dev.recto.serve.mcp.McpLines;
import dev.recto.serve.mcp.McpMessages;
import dev.recto.serve.mcp.McpVisit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code mcp}: the MCP server on standard input and output, of a home or of the service that holds it. */
@Command(name = "mcp", description = "Serve assistants over the Model Context Protocol on standard input and output.")
final class McpCommand implements Callable<Integer> {
    /** JSON-RPC's own code for a failure inside the server. */
    private static final int INTERNAL_ERROR = -32603;

    private static final int ACCEPTED = 202;
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;

    private final RectoCommand root;
    private final ObjectMapper mapper = new ObjectMapper();

    McpCommand(RectoCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() throws IOException {
        var lines = new McpLines(root.surroundings().in(), root.surroundings().out());
        ServiceClient service = root.service();
        if (service != null) {
            root.output().message("Recto's MCP server answers through " + service.address() + ".");
            try (var through = new Through(service)) {
                lines.serve(through::answer);
            }
            return ExitCode.DONE;
        }
        try (OpenHome open = root.open();
                var messages = new McpMessages(open, root.config().limits().questionChars(), RectoVersion.number())) {
            open.catalog().collections().require(CollectionRows.DEFAULT); // asked where none is named
            root.output()
                    .message("Recto's MCP server answers from " + root.home().root() + ".");
            lines.serve(message -> messages.answer(McpVisit.local(), message));
        }
        return ExitCode.DONE;
    }

    /** Answers through a service, which may be started anew meanwhile: with another token, and at another address. */
    private final class Through implements AutoCloseable {
        private @Nullable ServiceClient service;

        Through(ServiceClient service) {
            this.service = service;
        }

        @Nullable
        String answer(String message) {
            try {
                ServiceClient now = service == null ? root.service() : service;
                service = now;
                if (now == null) {
                    return refusal(message, "Recto's service is not running. Start it: recto serve");
                }
                HttpResponse<String> reply = now.raw("/mcp", message);
                if (reply.statusCode() == OK) {
                    return reply.body();
                }
                if (reply.statusCode() == UNAUTHORIZED) {
                    close();
                }
                return reply.statusCode() == ACCEPTED ? null : refusal(message, sentence(reply));
            } catch (CommandException | UncheckedIOException unreachable) {
                close();
                return refusal(message, String.valueOf(unreachable.getMessage()));
            }
        }

        /** Closes the connection; the next message makes one to where the service is then. */
        @Override
        public void close() {
            if (service != null) {
                service.close();
                service = null;
            }
        }
    }

    private String sentence(HttpResponse<String> reply) {
        return read(reply.body()).path("detail").asText("The service answers with status " + reply.statusCode() + ".");
    }

    /** A client waits for an answer with its request's id, whatever happened to the request. */
    private @Nullable String refusal(String message, String sentence) {
        JsonNode id = read(message).path("id");
        if (id.isMissingNode()) {
            return null;
        }
        ObjectNode answer = mapper.createObjectNode().put("jsonrpc", "2.0");
        answer.set("id", id);
        answer.putObject("error").put("code", INTERNAL_ERROR).put("message", sentence);
        return answer.toString();
    }

    private JsonNode read(String text) {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            return mapper.createObjectNode();
        }
    }
}
