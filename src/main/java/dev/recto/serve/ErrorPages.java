package dev.recto.serve;

import dev.recto.serve.access.SecurityHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Says what the server refused before any route saw it (a broken request line, headers that are too large) as every other problem. */
final class ErrorPages extends ErrorHandler {
    @Override
    protected void generateResponse(
            Request request,
            Response response,
            int status,
            String message,
            @Nullable Throwable cause,
            Callback callback) {
        SecurityHeaders.ALL.forEach(response.getHeaders()::put);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
        Problem problem = Problems.of(status);
        response.setStatus(problem.status());
        String id = RequestId.of(request.getHeaders().get(RequestId.HEADER));
        response.getHeaders().put(RequestId.HEADER, id);
        response.write(true, bytes(problem, id), callback);
    }

    private static ByteBuffer bytes(Problem problem, String requestId) {
        return ByteBuffer.wrap(Json.write(problem.json(requestId)).getBytes(StandardCharsets.UTF_8));
    }
}
