package dev.recto.config;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Reads the keys under {@code reindex}. */
final class ReindexKeys {
    private static final String NEVER = "off";

    private ReindexKeys() {}

    static ReindexConfig read(ConfigSource source) {
        ReindexConfig standard = ReindexConfig.DEFAULT;
        String schedule = source.text("reindex.schedule");
        return new ReindexConfig(
                NEVER.equals(schedule) ? null : schedule,
                zone(source),
                (int) source.whole("reindex.jitter_minutes", standard.jitterMinutes(), 0, 24 * 60),
                window(source),
                (int) source.whole("reindex.tolerance_percent", standard.tolerancePercent(), 0, 100),
                new ReindexConfig.Webhook(source.url("reindex.webhook_url"), source.secret("reindex.webhook_key"), (int)
                        source.whole("reindex.webhook_tries", standard.webhook().tries(), 1, 20)));
    }

    private static ZoneId zone(ConfigSource source) {
        String key = "reindex.time_zone";
        String text = source.text(key);
        try {
            return text == null ? ReindexConfig.DEFAULT.timeZone() : ZoneId.of(text);
        } catch (DateTimeException e) {
            source.problem(key, "must be a time zone such as Europe/Berlin, Asia/Shanghai or UTC.");
            return ReindexConfig.DEFAULT.timeZone();
        }
    }

    private static ReindexConfig.@Nullable Window window(ConfigSource source) {
        String key = "reindex.window";
        String text = source.text(key);
        if (text == null) {
            return null;
        }
        try {
            String[] ends = text.split("-", -1);
            if (ends.length == 2) {
                var window =
                        new ReindexConfig.Window(LocalTime.parse(ends[0].strip()), LocalTime.parse(ends[1].strip()));
                if (!window.from().equals(window.to())) {
                    return window;
                }
            }
        } catch (DateTimeException e) {
            // Told below, with every other text that is no window.
        }
        source.problem(key, "must be two different times of day such as 01:00-05:30.");
        return null;
    }
}
