package dev.recto.ingest;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Looks a name up once for each connection and gives only addresses that may be fetched from: what was checked is what is connected
 * to, so a name that changes its address between check and connection gains nothing.
 */
final class CheckedAddresses implements DnsResolver {
    private final NameLookup lookup;
    private final FetchAddresses allowed;

    CheckedAddresses(NameLookup lookup, FetchAddresses allowed) {
        this.lookup = lookup;
        this.allowed = allowed;
    }

    /** One address that is not allowed refuses the name: a public name has no business there. */
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = lookup.addresses(host);
        for (InetAddress address : found) {
            if (!allowed.allow(address)) {
                throw new RefusedAddressException(host);
            }
        }
        return found.clone();
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** The name has an address that may not be fetched from. */
    static final class RefusedAddressException extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        RefusedAddressException(String host) {
            super(host);
        }
    }
}
