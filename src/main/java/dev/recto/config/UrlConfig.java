package dev.recto.config;

import java.util.List;

/**
 * Whether and how documents are fetched from the web, under {@code ingest} in the configuration.
 *
 * @param url whether they are at all
 * @param urlNetworks private networks that may be fetched from all the same
 * @param urlSeconds longest time that fetching one may take, in seconds
 * @param urlRedirects most redirects followed
 */
public record UrlConfig(Rule url, List<Network> urlNetworks, int urlSeconds, int urlRedirects) {
    /** What holds where nothing else is configured. */
    public static final UrlConfig DEFAULT = new UrlConfig(Rule.REFUSED, List.of(), 60, 5);

    public UrlConfig {
        urlNetworks = List.copyOf(urlNetworks);
    }

    /** Whether documents are fetched. */
    public enum Rule {
        /** Nothing is fetched. */
        REFUSED,
        /** Public addresses are fetched from, and the networks that are named. */
        ALLOWED
    }
}
