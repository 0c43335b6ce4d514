package dev.recto.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A service refused a request. */
final class ServiceRefusal extends CommandException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final @Nullable Duration retryAfter;

    /**
     * @param status of HTTP
     * @param retryAfter how long the service asks to wait before another try, or null where it says nothing
     */
    ServiceRefusal(int status, String sentence, @Nullable Duration retryAfter) {
        super(
                status == 400 || status == 413 || status == 415 || status == 422 ? ExitCode.WRONG_USE : ExitCode.FAILED,
                sentence);
        this.status = status;
        this.retryAfter = retryAfter;
    }

    /** Returns the status of HTTP. */
    int status() {
        return status;
    }

    /** Returns how long the service asks to wait before another try, or null where it says nothing or the request is at fault. */
    @Nullable
    Duration retryAfter() {
        return status == 429 || status == 503 ? retryAfter : null;
    }

    /** Returns a failure of this sentence where the status is this one, and else the refusal with the service's own sentence. */
    CommandException told(int when, String sentence) {
        return status == when ? failed(sentence) : this;
    }
}
