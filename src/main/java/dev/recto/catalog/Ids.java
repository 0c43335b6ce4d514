package dev.recto.catalog;

import java.security.SecureRandom;

/** Fresh opaque ids: a prefix and 20 random characters of 32, so 100 bits. */
final class Ids {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int LENGTH = 20;

    private Ids() {}

    static String fresh(String prefix) {
        var random = new SecureRandom();
        var id = new StringBuilder(prefix);
        for (int i = 0; i < LENGTH; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
