package dev.recto.serve.mcp;

import io.modelcontextprotocol.server.McpStatelessServerHandler;
import io.modelcontextprotocol.spec.McpStatelessServerTransport;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Hands messages straight to the protocol's server, however they travelled. */
final class DirectTransport implements McpStatelessServerTransport {
    private @Nullable McpStatelessServerHandler handler;

    @Override
    public void setMcpHandler(McpStatelessServerHandler handler) {
        this.handler = handler;
    }

    /** Returns what answers messages. */
    McpStatelessServerHandler handler() {
        if (handler == null) {
            throw new IllegalStateException("the server is not built yet");
        }
        return handler;
    }

    @Override
    public List<String> protocolVersions() {
        return McpMessages.VERSIONS;
    }

    @Override
    public Mono<Void> closeGracefully() {
        return Mono.empty();
    }
}
