package dev.recto.answer.chat;

import com.fasterxml.jackson.core.JacksonException;
import dev.langchain4j.exception.HttpException;
import dev.recto.answer.Degraded;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says of each way in which a chat model fails why, and what to do. */
final class Failures {
    private Failures() {}

    static ChatFailure timeout() {
        return new ChatFailure(
                Degraded.TIMEOUT,
                "The chat model did not answer in time. Raise chat.timeout, or lower chat.max_tokens.",
                null);
    }

    /** Returns a failure of a model that sends what is no answer. */
    static ChatFailure invalid(String what) {
        return new ChatFailure(Degraded.INVALID, "The chat model " + what + ".", null);
    }

    static ChatFailure busy(int concurrent) {
        return new ChatFailure(
                Degraded.BUSY, concurrent + " requests to the chat model run already (chat.concurrent).", null);
    }

    static ChatFailure open() {
        return new ChatFailure(
                Degraded.UNAVAILABLE,
                "The chat model failed several times in a row and is left alone for a while.",
                null);
    }

    /** Returns what a failed exchange is told as; a null cause is one that ended without a word. */
    static ChatFailure of(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ChatTransport.Refused refused -> {
                    return status(refused.statusCode(), refused.retryAfter());
                }
                case HttpException http -> {
                    return status(http.statusCode(), null);
                }
                case ChatTransport.TooLong tooLong -> {
                    return invalid("sent an answer without end");
                }
                case JacksonException broken -> {
                    return invalid("sent what cannot be read. Is chat.base_url the address of a chat API?");
                }
                case IOException network -> {
                    return new ChatFailure(
                            Degraded.UNAVAILABLE,
                            "The chat model could not be reached, or the connection broke ("
                                    + network.getClass().getSimpleName() + "). Check chat.base_url and the network.",
                            null);
                }
                default -> {}
            }
        }
        return failure == null
                ? invalid("stopped in the middle of its answer. Is chat.base_url the address of a chat API?")
                : invalid("sent what cannot be read (" + failure.getClass().getSimpleName() + ")");
    }

    private static ChatFailure status(int status, @Nullable Duration retryAfter) {
        return switch (status) {
            case 401, 403 ->
                new ChatFailure(
                        Degraded.UNAUTHORIZED,
                        "The chat model's server refused the key. Set the right one in RECTO_CHAT_API_KEY or chat.api_key_file.",
                        null);
            case 404 ->
                new ChatFailure(
                        Degraded.UNKNOWN_MODEL,
                        "The chat model's server has no such model or address. Check chat.model and chat.base_url.",
                        null);
            case 429 ->
                new ChatFailure(
                        Degraded.RATE_LIMITED,
                        "The chat model's server limits our requests. Wait, or lower chat.concurrent.",
                        retryAfter);
            default ->
                status >= 500 || status == 408
                        ? new ChatFailure(
                                Degraded.UNAVAILABLE,
                                "The chat model's server failed (HTTP " + status + ").",
                                retryAfter)
                        : new ChatFailure(
                                Degraded.REFUSED,
                                "The chat model's server refused the request (HTTP " + status
                                        + "). Check chat.base_url, chat.window and chat.max_tokens.",
                                null);
        };
    }
}
