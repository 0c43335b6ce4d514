package dev.recto.config;

import java.util.List;

/**
 * Whether and how documents are fetched from the web, under {@code ingest.url} in the configuration.
 *
 * @param rule whether they are at all
 * @param networks private networks that may be fetched from all the same
 * @param seconds longest time that fetching one may take, in seconds
 * @param redirects most redirects followed
 */
public record UrlConfig(Rule rule, List<Network> networks, int seconds, int redirects) {
    /** What holds where nothing else is configured. */
    public static final UrlConfig DEFAULT = new UrlConfig(Rule.REFUSED, List.of(), 60, 5);

    public UrlConfig {
        networks = List.copyOf(networks);
    }

    /** Whether documents are fetched. */
    public enum Rule {
        /** Nothing is fetched. */
        REFUSED,
        /** Public addresses are fetched from, and the networks that are named. */
        ALLOWED
    }
}
