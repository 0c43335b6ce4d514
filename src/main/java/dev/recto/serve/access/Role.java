package dev.recto.serve.access;

import io.javalin.security.RouteRole;
import java.util.Locale;

/** What a visitor may do with a collection; each role holds those before it. A route names the role that it needs. */
public enum Role implements RouteRole {
    /** See documents, ask and search. */
    READ,
    /** Take documents in, change and delete them. */
    WRITE,
    /** See every document whatever its access labels, change the collection's settings, delete it; over every collection: keys. */
    ADMIN;

    /** Returns whether who holds this role may do what {@code needed} allows. */
    public boolean holds(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** Returns the name outside: {@code read}, {@code write} or {@code admin}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the role of a name.
     *
     * @param label {@code read}, {@code write} or {@code admin}
     * @throws IllegalArgumentException if it is none of them
     */
    public static Role of(String label) {
        for (Role role : values()) {
            if (role.label().equals(label)) {
                return role;
            }
        }
        throw new IllegalArgumentException("A role is read, write or admin, and not \"" + label + "\".");
    }
}
