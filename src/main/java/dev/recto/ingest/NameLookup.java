package dev.recto.ingest;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Gives the addresses of a name or of an address in text, as {@link InetAddress#getAllByName} does. */
@FunctionalInterface
public interface NameLookup {
    /**
     * Returns all addresses.
     *
     * @throws UnknownHostException if there are none
     */
    InetAddress[] addresses(String host) throws UnknownHostException;
}
