package dev.recto.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody thinks of an answer.
 *
 * @param judge id of the key that judged, or {@code local}
 * @param verdict {@code right} or {@code wrong}
 * @param better what the answer should have been, or null
 * @param at when
 */
public record Feedback(
        String judge, String verdict, @Nullable String better, Instant at) {}
