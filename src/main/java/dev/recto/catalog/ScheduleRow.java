package dev.recto.catalog;

import dev.recto.document.CollectionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a collection is re-indexed by itself.
 *
 * @param collection whose
 * @param cron a cron line of five fields, {@code off} for never, or null for what is configured
 * @param timeZone the zone that the line is in, or null for what is configured
 * @param due when it comes next, or null where that is not known yet
 * @param last when it came last, or null before the first
 */
public record ScheduleRow(
        CollectionId collection,
        @Nullable String cron,
        @Nullable String timeZone,
        @Nullable Instant due,
        @Nullable Instant last) {}
