package dev.recto.serve.access;

import dev.recto.document.ContentHash;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * What opens the service: a key, a session's token, the token of this machine. 256 random bits, of which only the SHA-256 is kept.
 *
 * @param value as it is sent: a prefix and 43 of A-Z, a-z, 0-9, {@code -} and {@code _}; never logged
 */
public record Secret(String value) {
    /** What a key begins with, so that a scanner for leaked secrets can tell one. */
    public static final String KEY_PREFIX = "recto_";

    private static final int BYTES = 32;

    /** Returns a fresh secret. */
    public static Secret fresh(String prefix) {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        return new Secret(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
    }

    /** Returns what is kept of it. */
    public ContentHash hash() {
        return ContentHash.of(value);
    }

    @Override
    public String toString() {
        return "Secret";
    }
}
