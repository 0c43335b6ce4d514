package dev.recto.ingest;

import dev.recto.config.Network;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses documents may be fetched from: those of the public internet, and the private networks that the operator names. A
 * service that fetches for others must not become their way into its own machine and network.
 */
final class FetchAddresses {
    /** The IANA IPv4 special-purpose address registry, with 240.0.0.0/4; and Azure's own service address, which looks public. */
    private static final List<Network> NOT_PUBLIC_4 = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** Global unicast (RFC 4291); all else is special, as ::1, fc00::/7, fe80::/10, ff00::/8 and what wraps IPv4 addresses in ::/3. */
    private static final Network UNICAST_6 = Network.parse("2000::/3");

    /** What the IANA IPv6 registry has within it: protocol assignments with Teredo, 6to4, documentation, and more. */
    private static final List<Network> NOT_PUBLIC_6 =
            networks("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20");

    private final List<Network> allowed;

    /** @param allowed networks that may be fetched from although they are not public */
    FetchAddresses(List<Network> allowed) {
        this.allowed = List.copyOf(allowed);
    }

    /** Returns whether documents may be fetched from an address. */
    boolean allow(InetAddress address) {
        return allowed.stream().anyMatch(network -> network.contains(address)) || isPublic(address);
    }

    /** An IPv4 address within an IPv6 one (::ffff:0:0/96) is an IPv4 address to the JDK, and not within 2000::/3 otherwise. */
    private static boolean isPublic(InetAddress address) {
        return address instanceof Inet6Address
                ? UNICAST_6.contains(address) && NOT_PUBLIC_6.stream().noneMatch(network -> network.contains(address))
                : NOT_PUBLIC_4.stream().noneMatch(network -> network.contains(address));
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::parse).toList();
    }
}
