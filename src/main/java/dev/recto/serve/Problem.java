package dev.recto.serve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.eclipse.jetty.http.HttpStatus;

/**
 * What is wrong with a request, or with the service: a problem as RFC 9457 has it.
 *
 * @param status the HTTP status, 400 to 599
 * @param code stable name for programs, such as {@code not_found}; lower case and underscores
 * @param sentence what is wrong and what to do about it; never document text, a secret or a path of this machine
 * @param retryAfter seconds after which to try again, or 0 where trying again does not help
 */
public record Problem(int status, String code, String sentence, int retryAfter) {
    /** The media type of a problem (RFC 9457). */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Returns a problem for which trying again does not help. */
    public static Problem of(int status, String code, String sentence) {
        return new Problem(status, code, sentence, 0);
    }

    /** Returns a wrong request (400). */
    public static Problem badRequest(String code, String sentence) {
        return of(400, code, sentence);
    }

    /** Returns what every id answers that is not there, or that the visitor may not know of (404): the same for both. */
    public static Problem notFound() {
        return of(
                404, "not_found", "There is nothing here, or your key may not see it. Check the address and its ids.");
    }

    /** Returns this as an exception. */
    public ProblemException exception() {
        return new ProblemException(this);
    }

    /** Returns this as RFC 9457 has it, with {@code code} and {@code request_id} as its own members. */
    ObjectNode json(String requestId) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "about:blank")
                .put("title", HttpStatus.getMessage(status))
                .put("status", status)
                .put("detail", sentence)
                .put("code", code)
                .put("request_id", requestId);
    }
}
