package dev.recto.serve.mcp;

import dev.recto.serve.Json;
import dev.recto.serve.Problem;
import dev.recto.serve.Problems;
import dev.recto.serve.access.Door;
import dev.recto.serve.access.OpenRoute;
import dev.recto.serve.routes.Parameters;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;

/**
 * {@code /mcp}: MCP over streamable HTTP, without sessions, so that each message is let in by its own key. Answers come as one JSON
 * body; there is nothing that the server would begin to say, so there is no stream to {@code GET}
 * (<a href="https://modelcontextprotocol.io/specification/2025-11-25/basic/transports">transports</a>).
 */
public final class McpRoutes {
    private static final int MOST_BYTES = 4 << 20;
    private static final String VERSION = "MCP-Protocol-Version";

    private final McpMessages messages;
    private final Door door;

    public McpRoutes(McpMessages messages, Door door) {
        this.messages = messages;
        this.door = door;
    }

    /** Adds the route. */
    public void register(RoutesConfig routes) {
        routes.post("/mcp", this::answer, OpenRoute.ANY_VISITOR);
    }

    private void answer(Context context) {
        Parameters.only(context);
        String message = new String(Json.body(context, MOST_BYTES), StandardCharsets.UTF_8);
        String version = context.header(VERSION);
        if (version != null && !McpMessages.VERSIONS.contains(version)) {
            throw Problem.badRequest(
                            "unsupported_protocol_version",
                            "The header " + VERSION + " must be one of " + String.join(", ", McpMessages.VERSIONS)
                                    + ".")
                    .exception();
        }
        var visit = new McpVisit(
                door.visitor(context), context.scheme() + "://" + context.host(), Problems.requestId(context));
        String answer = messages.answer(visit, message);
        if (answer == null) {
            context.status(202);
        } else {
            Json.send(context, 200, answer);
        }
    }
}
