package dev.recto.serve.access;

import dev.recto.serve.Problem;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which names the service answers to. A page of elsewhere that has its own name resolve to this machine (DNS rebinding) still sends that
 * name as {@code Host}, and a page of elsewhere that calls this machine says so in {@code Origin}; both are refused.
 *
 * <p>Addresses in digits cannot be rebound and are answered to, as is {@code localhost}; other names only where they are configured.
 */
public final class HostRules {
    private static final Pattern AUTHORITY = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^\\[\\]:/@\\s]+)(?::(\\d{1,5}))?");
    private static final Pattern IP4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    private final Set<String> names;

    /** @param names host names to answer to beside {@code localhost}, without ports */
    public HostRules(Set<String> names) {
        this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns what is wrong with where a request says that it goes to and comes from.
     *
     * @param host the header {@code Host}, or null
     * @param origin the header {@code Origin}, or null
     */
    public Optional<Problem> check(@Nullable String host, @Nullable String origin) {
        if (host == null || !answersTo(host)) {
            return Optional.of(
                    Problem.of(
                            421,
                            "wrong_host",
                            "This service does not answer to that host name. Use its address, or name the host in serve.allowed_hosts."));
        }
        if (origin != null && !sameOrigin(host, origin)) {
            return Optional.of(
                    Problem.of(
                            403,
                            "wrong_origin",
                            "Pages of another origin may not call this service. Call it from its own pages or from a program."));
        }
        return Optional.empty();
    }

    /**
     * Returns whether only this machine can reach an address.
     *
     * @param host a name or address to listen on
     */
    public static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private boolean answersTo(String authority) {
        var parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            return false;
        }
        String host = parts.group(1).toLowerCase(Locale.ROOT);
        return host.startsWith("[") || IP4.matcher(host).matches() || host.equals("localhost") || names.contains(host);
    }

    private boolean sameOrigin(String host, String origin) {
        int scheme = origin.indexOf("://");
        if (scheme < 0) {
            return false;
        }
        String authority = origin.substring(scheme + 3);
        if (authority.equalsIgnoreCase(host)) {
            return true;
        }
        // Behind a proxy that ends TLS the page's own origin is the configured name, whatever Host the proxy sends on.
        var parts = AUTHORITY.matcher(authority);
        return parts.matches() && names.contains(parts.group(1).toLowerCase(Locale.ROOT));
    }
}
