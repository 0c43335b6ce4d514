package dev.recto.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who holds a home.
 *
 * @param pid the process's id
 * @param since when it took the home
 * @param address where it listens, such as {@code http://127.0.0.1:7878}, or null where it serves nobody
 * @param token what a command on this machine sends to be let in, or null; never logged
 */
public record HomeHolder(
        long pid,
        Instant since,
        @Nullable String address,
        @Nullable String token) {
    @Override
    public String toString() {
        return "HomeHolder[pid=" + pid + ", since=" + since + ", address=" + address + "]";
    }
}
