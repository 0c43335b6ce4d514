package dev.recto.ingest.schedule;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * When something comes again and again: a cron line of five fields (minute, hour, day of the month, month, day of the week) in a time
 * zone. An hour that summer time leaves out moves to the one after it; one that comes twice counts once.
 */
public final class CronLine {
    private static final int LONGEST = 200;

    private final ExecutionTime times;
    private final ZoneId zone;

    private CronLine(ExecutionTime times, ZoneId zone) {
        this.times = times;
        this.zone = zone;
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException with a sentence for people, if it is none or never fires after {@code now}
     */
    public static CronLine parse(String line, ZoneId zone, Instant now) {
        if (line.length() > LONGEST) {
            throw new IllegalArgumentException("A cron line has at most " + LONGEST + " characters.");
        }
        CronLine parsed;
        try {
            var parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
            parsed = new CronLine(ExecutionTime.forCron(parser.parse(line).validate()), zone);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "\"" + line
                            + "\" is no cron line: it has five fields (minute hour day month weekday), such as 30 2 * * *. "
                            + e.getMessage(),
                    e);
        }
        if (parsed.after(now).isEmpty()) {
            throw new IllegalArgumentException(
                    "\"" + line + "\" never fires: there is no such day. Choose a day that comes.");
        }
        return parsed;
    }

    /**
     * Returns a time zone.
     *
     * @throws IllegalArgumentException with a sentence for people, if it is none
     */
    public static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is no time zone. Give one such as Europe/Berlin, Asia/Shanghai or UTC.", e);
        }
    }

    /** Returns when it fires next after a moment; empty where it never does. */
    public Optional<Instant> after(Instant moment) {
        // on the clock on the wall first, and only then in the zone: the library leaves out a night whose hour summer
        // time takes
        ZonedDateTime wall = moment.atZone(zone).toLocalDateTime().atZone(ZoneOffset.UTC);
        Optional<ZonedDateTime> next = times.nextExecution(wall);
        while (next.isPresent()) {
            Instant there = next.get().toLocalDateTime().atZone(zone).toInstant();
            if (there.isAfter(moment)) {
                return Optional.of(there);
            }
            next = times.nextExecution(next.get());
        }
        return Optional.empty();
    }

    /** Returns the zone that it is in. */
    public ZoneId zone() {
        return zone;
    }
}
