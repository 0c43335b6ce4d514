package dev.recto.config;

import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * When and how collections are re-indexed by themselves, under {@code reindex} in the configuration.
 *
 * @param schedule a cron line of five fields for every collection that has none of its own, or null for never
 * @param timeZone that the line and the window are in
 * @param jitterMinutes a run begins up to so many minutes after its time, always the same for one collection, so that not all begin at
 *     once
 * @param window when runs may begin, or null for always
 * @param tolerancePercent how far the canary questions or the collection's own evaluation may fall, in percent of what they were
 * @param webhook what is told of each re-index that has ended
 */
public record ReindexConfig(
        @Nullable String schedule,
        ZoneId timeZone,
        int jitterMinutes,
        @Nullable Window window,
        int tolerancePercent,
        Webhook webhook) {
    /** What holds where nothing else is configured. */
    public static final ReindexConfig DEFAULT =
            new ReindexConfig(null, ZoneId.systemDefault(), 10, null, 5, new Webhook(null, null, 5));

    /**
     * A stretch of each day.
     *
     * @param from when it begins
     * @param to when it ends, on the next day where that is before {@code from}
     */
    public record Window(LocalTime from, LocalTime to) {
        /** Returns whether a time of day is in it. */
        public boolean contains(LocalTime time) {
            boolean afterStart = !time.isBefore(from);
            boolean beforeEnd = time.isBefore(to);
            return from.isBefore(to) ? afterStart && beforeEnd : afterStart || beforeEnd;
        }
    }

    /**
     * What is told of each re-index that has ended.
     *
     * @param url where to, or null for nobody
     * @param key that each message is signed with, or null for none; never logged
     * @param tries how often a message is sent at most
     */
    public record Webhook(@Nullable String url, @Nullable String key, int tries) {
        @Override
        public String toString() {
            return "Webhook[url=" + url + ", tries=" + tries + "]";
        }
    }
}
