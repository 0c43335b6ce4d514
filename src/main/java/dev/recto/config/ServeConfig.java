package dev.recto.config;

import java.util.List;

/**
 * Where the service listens and how much it does at once, under {@code serve} in the configuration.
 *
 * @param host the address it listens on; other than a loopback one only with keys
 * @param port the port, or 0 for any that is free
 * @param allowedHosts host names it answers to beside {@code localhost} and addresses
 * @param sessionHours how long a person stays signed in, in hours
 * @param requestsPerMinute how many requests each key may begin in a minute; 0 for no limit
 * @param concurrentAsks questions answered at once; as many again that a chat model answers
 * @param waitingAsks questions that wait for their turn at most; what is past them is refused at once
 * @param keptAnswers most answers kept of one collection; the oldest go first
 */
public record ServeConfig(
        String host,
        int port,
        List<String> allowedHosts,
        int sessionHours,
        int requestsPerMinute,
        int concurrentAsks,
        int waitingAsks,
        int keptAnswers) {
    /** What holds where nothing else is configured. */
    public static final ServeConfig DEFAULT = new ServeConfig("127.0.0.1", 7878, List.of(), 12, 0, 16, 64, 10_000);

    public ServeConfig {
        allowedHosts = List.copyOf(allowedHosts);
    }

    /** Returns the same, listening elsewhere. */
    public ServeConfig at(String otherHost, int otherPort) {
        return new ServeConfig(
                otherHost,
                otherPort,
                allowedHosts,
                sessionHours,
                requestsPerMinute,
                concurrentAsks,
                waitingAsks,
                keptAnswers);
    }
}
