package dev.recto.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;

/** Asks a service that is only busy again, after as long as it says ({@code Retry-After}). */
final class Patience {
    /** Waits in a row, without a request that went through between them, until the service counts as unable. Chosen. */
    private static final int MOST_WAITS = 10;

    /** Longest of them. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private int waits;

    /**
     * Returns what a request gives.
     *
     * @throws ServiceRefusal if it is refused for another reason, or the service stays busy
     */
    <E extends Exception> JsonNode reply(Asked<E> request) throws E {
        while (true) {
            try {
                JsonNode reply = request.reply();
                waits = 0;
                return reply;
            } catch (ServiceRefusal refusal) {
                Duration wait = refusal.retryAfter();
                if (wait == null || waits == MOST_WAITS) {
                    throw refusal;
                }
                waits++;
                sleep(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
            }
        }
    }

    private static void sleep(Duration wait) {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            throw ServiceClient.stopped();
        }
    }

    /** A request to the service. */
    @FunctionalInterface
    interface Asked<E extends Exception> {
        JsonNode reply() throws E;
    }
}
