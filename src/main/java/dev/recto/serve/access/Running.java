package dev.recto.serve.access;

import dev.recto.serve.Problem;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What each visitor's requests are doing right now, so that a revoked key's are cut wherever they are. */
final class Running {
    private final Map<String, Set<Runnable>> cuts = new ConcurrentHashMap<>();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();

    /**
     * Remembers a request.
     *
     * @param visitor the visitor's id
     * @param cut ends its connection; a new object for each request
     * @throws dev.recto.serve.ProblemException with status 401 if the key was revoked since it was looked up
     */
    void begin(String visitor, Runnable cut) {
        cuts.compute(visitor, (id, set) -> {
            Set<Runnable> all = set == null ? ConcurrentHashMap.newKeySet() : set;
            all.add(cut);
            return all;
        });
        // In this order, and the other one in cut(), so that no request slips between the two.
        if (revoked.contains(visitor)) {
            end(visitor, cut);
            throw unauthorized();
        }
    }

    /** Forgets a request that has ended. */
    void end(String visitor, Runnable cut) {
        cuts.computeIfPresent(visitor, (id, all) -> {
            all.remove(cut);
            return all.isEmpty() ? null : all;
        });
    }

    /**
     * Ends everything that a visitor's requests are doing; from now on none begins.
     *
     * @param spared a request that is let end in order, or null
     */
    void cut(String visitor, @Nullable Runnable spared) {
        revoked.add(visitor);
        Set<Runnable> all = cuts.get(visitor);
        if (all != null) {
            all.stream().filter(cut -> cut != spared).forEach(Runnable::run);
        }
    }

    /** Returns what whoever has no valid key is told. */
    static RuntimeException unauthorized() {
        return Problem.of(
                        401,
                        "unauthorized",
                        "A valid key is needed. Send it as Authorization: Bearer KEY; recto keys create makes one.")
                .exception();
    }
}
