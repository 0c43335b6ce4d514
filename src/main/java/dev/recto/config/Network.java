package dev.recto.config;

import java.net.InetAddress;

/**
 * A stretch of addresses.
 *
 * @param base its first address, or any other of it
 * @param bits how many leading bits all its addresses share
 */
public record Network(InetAddress base, int bits) {
    /**
     * Returns the network that a text names.
     *
     * @param text {@code address} or {@code address/bits}, of IPv4 or IPv6
     * @throws IllegalArgumentException if it names none
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress base = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int longest = base.getAddress().length * Byte.SIZE;
        int bits = slash < 0 ? longest : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > longest) {
            throw new IllegalArgumentException("a network has 0 to " + longest + " bits: " + text);
        }
        return new Network(base, bits);
    }

    /** Returns whether an address belongs to it. */
    public boolean contains(InetAddress address) {
        byte[] own = base.getAddress();
        byte[] other = address.getAddress();
        if (own.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % Byte.SIZE);
            if (((own[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
