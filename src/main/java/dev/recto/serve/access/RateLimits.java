package dev.recto.serve.access;

import dev.recto.serve.Problem;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many requests each visitor may begin (token bucket): a minute's worth at once, then as they come back, evenly. */
final class RateLimits {
    private final int perMinute;
    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    /** @param perMinute requests of one visitor in a minute; 0 for no limit */
    RateLimits(int perMinute) {
        this.perMinute = perMinute;
    }

    /** @throws dev.recto.serve.ProblemException with status 429 and a time to try again, if the visitor asked too often */
    void take(String visitor) {
        if (perMinute == 0) {
            return;
        }
        ConsumptionProbe probe =
                buckets.computeIfAbsent(visitor, id -> bucket()).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            int seconds = Math.toIntExact(
                    Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1);
            throw new Problem(
                            429,
                            "too_many_requests",
                            "Your key may begin " + perMinute
                                    + " requests a minute. Try again after the seconds in Retry-After.",
                            seconds)
                    .exception();
        }
    }

    private Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, Duration.ofMinutes(1)))
                .build();
    }
}
