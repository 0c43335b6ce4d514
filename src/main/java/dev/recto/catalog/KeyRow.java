package dev.recto.catalog;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key as the catalogue has it; the key itself is kept nowhere.
 *
 * @param id {@code k_} and 20 of a-z and 0-9; no secret
 * @param name what a person calls it
 * @param roles {@code read}, {@code write} or {@code admin} by collection id; {@link #EVERY_COLLECTION} stands for all
 * @param access access labels it holds beside {@code everyone}
 * @param created when it was made
 * @param revoked when it was revoked, or null while it opens
 */
public record KeyRow(
        String id,
        String name,
        Map<String, String> roles,
        Set<String> access,
        Instant created,
        @Nullable Instant revoked) {
    /** Stands for every collection, those to come too. */
    public static final String EVERY_COLLECTION = "*";

    public KeyRow {
        roles = Map.copyOf(roles);
        access = Set.copyOf(access);
    }
}
