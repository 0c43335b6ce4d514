package dev.recto.serve.access;

import java.util.Set;

/**
 * How strict the door is.
 *
 * @param loopback whether only this machine can reach the service
 * @param hosts host names to answer to beside {@code localhost} and addresses
 * @param requestsPerMinute how many requests each visitor may begin in a minute; 0 for no limit
 */
public record DoorRules(boolean loopback, Set<String> hosts, int requestsPerMinute) {
    public DoorRules {
        hosts = Set.copyOf(hosts);
    }
}
